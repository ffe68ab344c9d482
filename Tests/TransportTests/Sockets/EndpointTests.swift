// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Testing

@testable import Transport

@Suite("Endpoints")
struct EndpointTests {
    @Test(arguments: ["localhost", "LOCALHOST", "localhost.", "tenant.localhost", "a.b.Localhost"])
    func namesUnderLocalhostAreThisMachine(name: String) {
        #expect(Endpoint(host: name, port: 1).address == "127.0.0.1")
    }

    @Test(arguments: ["notlocalhost", "localhost.example.com", "example.com"])
    func otherNamesAreAskedFor(name: String) {
        #expect(Endpoint(host: name, port: 1).address == name)
    }

    @Test(arguments: [("127.0.0.1", true), ("::1", true), ("1.2.3", false), ("256.1.1.1", false), ("a.b.c.d", false)])
    func addressesAreToldFromNames(host: String, isAddress: Bool) {
        #expect(Endpoint(host: host, port: 1).isAddressLiteral == isAddress)
    }

    @Test func sixIsBracketed() {
        #expect(Endpoint(host: "::1", port: 80).authority == "[::1]:80")
        #expect(Endpoint(host: "h", port: 80).authority == "h:80")
    }
}
