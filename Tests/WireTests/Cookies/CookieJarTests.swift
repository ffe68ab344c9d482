// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Testing
import Wire

/// Every vector of cookies-jar.json, and what the vectors cannot say.
struct CookieJarTests {
    @Test(arguments: Vector.load("cookies-jar.json"))
    func jarDoesAsTheVectorSays(_ vector: Vector) throws {
        var jar = CookieJar()
        for step in vector.json["steps"]?.arrayValue ?? [] {
            let now = Int64(step["now"]?.intValue ?? 0)
            if let line = step["store"]?.stringValue {
                let isChanged = jar.store(line, from: origin(step["url"]), now: now)
                #expect(isChanged == step["changes"]?.boolValue, "\(line)")
            } else {
                #expect(jar.header(for: origin(step["request"]), now: now) == step["cookie"]?.stringValue)
            }
            jar = try CookieJar.decode(jar.encode())
        }
    }

    @Test func decodedJarIsTheSameJar() throws {
        var jar = CookieJar()
        let origin = CookieOrigin(host: "t.example", path: "/x/y")
        jar.store("a=1; Secure; HttpOnly; SameSite=Lax; Partitioned; Max-Age=50", from: origin, now: -7)
        jar.store("b=\u{E9}; Domain=t.example; Path=/", from: origin, now: 1_800_000_000)
        #expect(try CookieJar.decode(jar.encode()) == jar)
    }

    @Test func everyCutOfAnEncodedJarIsRefused() {
        var jar = CookieJar()
        jar.store("a=1; Max-Age=50", from: CookieOrigin(host: "t.example"), now: 1)
        let bytes = jar.encode()
        for length in bytes.indices {
            #expect(throws: WireError.self) { try CookieJar.decode(Array(bytes[..<length])) }
        }
        #expect(throws: WireError.self) { try CookieJar.decode(bytes + [0]) }
    }

    @Test func fullDomainLosesItsOldestCookieWithoutSecureFirst() {
        var jar = CookieJar()
        let origin = CookieOrigin(host: "t.example")
        jar.store("secure=1; Secure", from: origin, now: 1)
        for number in 1...CookieJar.mostPerDomain { jar.store("c\(number)=1", from: origin, now: 1) }
        #expect(jar.all.count == CookieJar.mostPerDomain)
        #expect(jar.all.first?.name == "secure")
        #expect(!jar.all.contains { $0.name == "c1" })
    }

    @Test func replacementKeepsTheTimeOfCreation() {
        var jar = CookieJar()
        let origin = CookieOrigin(host: "t.example")
        jar.store("a=1", from: origin, now: 10)
        jar.store("a=2", from: origin, now: 20)
        #expect(jar.all.map(\.value) == ["2"])
        #expect(jar.all.map(\.created) == [10])
    }

    private func origin(_ url: JSONValue?) -> CookieOrigin {
        let parts = (url?.stringValue ?? "").split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false)
        let rest = parts[2]
        let host = rest.prefix { $0 != "/" }
        return CookieOrigin(
            scheme: String(parts[0].dropLast()), host: String(host), path: String(rest.dropFirst(host.count)))
    }
}
