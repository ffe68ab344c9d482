// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Testing
import Transport

@testable import RESP

@Suite struct RESPAddressTests {
    @Test func everyPartIsRead() throws {
        let address = try RESPAddress("rediss://proxy:p%40ss%3Aword@redis.example:6380/3")
        #expect(
            address
                == RESPAddress(
                    endpoint: Endpoint(host: "redis.example", port: 6380), isSecure: true, user: "proxy",
                    password: "p@ss:word", database: 3))
    }

    @Test(arguments: [
        ("redis://redis.example", "redis.example", 6379), ("redis://redis.example/", "redis.example", 6379),
        ("redis://[::1]:7000", "::1", 7000), ("redis://[::1]", "::1", 6379), ("redis://127.0.0.1:1", "127.0.0.1", 1),
    ])
    func whatIsLeftOutHasADefault(_ text: String, _ host: String, _ port: Int) throws {
        #expect(try RESPAddress(text) == RESPAddress(endpoint: Endpoint(host: host, port: port)))
    }

    @Test func aPasswordNeedsNoUserAndAUserNoPassword() throws {
        #expect(try RESPAddress("redis://:canary@h").password == "canary")
        #expect(try RESPAddress("redis://:canary@h").user == nil)
        #expect(try RESPAddress("redis://proxy@h").user == "proxy")
        #expect(try RESPAddress("redis://a:b@c@h").password == "b@c")
    }

    @Test(arguments: [
        "http://h", "redis:/h", "redis://", "redis://:6379", "redis://h:", "redis://h:0", "redis://h:65536",
        "redis://h:canary", "redis://h/canary", "redis://h/-1", "redis://h/1/2", "redis://h?db=1", "redis://h#x",
        "redis://[::1", "redis://[::1]canary", "redis://u:%zz@h",
    ])
    func whatMakesNoSenseIsRefusedWithoutBeingRepeated(_ text: String) {
        let error = #expect(throws: RESPError.self) { try RESPAddress(text) }
        #expect(error?.code == .badAddress)
        #expect(error?.reason.contains("canary") == false)
    }

    @Test func noPasswordIsPrinted() throws {
        let address = try RESPAddress("redis://user-canary:canary@h")
        var dumped = ""
        dump(address, to: &dumped)
        for text in ["\(address)", String(reflecting: address), dumped] { #expect(!text.contains("canary"), "\(text)") }
    }
}
