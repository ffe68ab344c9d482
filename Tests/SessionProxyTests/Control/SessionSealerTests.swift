// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Testing
import Wire

@testable import SessionProxy

@Suite struct SessionSealerTests {
    let sealer = SessionSealer("a secret of this proxy")
    let record = SessionRecord(
        subject: Subject(subject: "añá\r\n", email: "a@b", name: "A", isEmailVerified: true, groups: ["g", "h"]),
        csrfToken: "t", generation: 3, createdAt: 10, lastUsedAt: 20)

    func ticket(_ octet: UInt8) throws -> SessionTicket {
        try #require(SessionTicket(randomOctets: (0..<48).map { UInt8($0) &+ octet }))
    }

    @Test func whatWasSealedOpensUnchanged() throws {
        var jar = CookieJar()
        let origin = CookieOrigin(scheme: "https", host: "tenant.localhost", path: "/")
        _ = jar.store("eas.sid=x; Path=/; Secure", from: origin, now: 0)
        var record = record
        record.jar = jar
        let opened = try #require(try sealer.open(try sealer.seal(record, for: try ticket(1)), with: try ticket(1)))
        #expect(opened.subject == record.subject && opened.csrfToken == "t" && opened.generation == 3)
        #expect(opened.createdAt == 10 && opened.lastUsedAt == 20 && opened.jar == jar && jar.all.count == 1)
    }

    @Test func anotherTicketOpensNothing() throws {
        let sealed = try sealer.seal(record, for: try ticket(1))
        #expect(try sealer.open(sealed, with: try ticket(2)) == nil)
        let mixed = SessionTicket(id: try ticket(1).id, secret: try ticket(2).secret)
        #expect(try sealer.open(sealed, with: mixed) == nil)
        let moved = SessionTicket(id: try ticket(2).id, secret: try ticket(1).secret)
        #expect(try sealer.open(sealed, with: moved) == nil)
    }

    @Test func anotherSessionSecretOpensNothing() throws {
        let sealed = try sealer.seal(record, for: try ticket(1))
        #expect(try SessionSealer("another secret").open(sealed, with: try ticket(1)) == nil)
    }

    @Test func aPreviousSecretOpensWhatItSealedAndSealsNothing() throws {
        let sealed = try sealer.seal(record, for: try ticket(1))
        let next = SessionSealer("another secret", previous: ["a third secret", "a secret of this proxy"])
        #expect(try next.open(sealed, with: try ticket(1))?.subject == record.subject)
        #expect(try next.open(sealed, with: try ticket(2)) == nil)
        let resealed = try next.seal(record, for: try ticket(1))
        #expect(try sealer.open(resealed, with: try ticket(1)) == nil)
        #expect(try SessionSealer("another secret").open(resealed, with: try ticket(1)) != nil)
    }

    @Test func damageIsNoAbsence() throws {
        let sealed = try sealer.seal(record, for: try ticket(1))
        var flipped = sealed
        flipped[sealed.count - 1] ^= 1
        for broken in [flipped, Array(sealed.dropLast()), [], Array("garbage".utf8), Array(repeating: 0, count: 200)] {
            #expect(throws: StoreProblem.self) { try sealer.open(broken, with: try ticket(1)) }
        }
    }
}
