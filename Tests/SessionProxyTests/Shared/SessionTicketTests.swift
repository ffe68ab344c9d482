// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import SessionProxy
import Testing
import Wire

@Suite struct SessionTicketTests {
    private let octets = (0..<48).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ 11) }

    @Test func valueIsTheBase64URLOfIdAndSecret() throws {
        let ticket = try #require(SessionTicket(randomOctets: octets))
        let id = Base64.encode(octets.prefix(16), urlSafe: true, padded: false)
        let secret = Base64.encode(octets.suffix(32), urlSafe: true, padded: false)
        #expect(ticket.cookieValue == "\(id).\(secret)")
        #expect(ticket.secret.octets == Array(octets.suffix(32)))
    }

    @Test func valueIsReadBack() throws {
        let ticket = try #require(SessionTicket(randomOctets: octets))
        let read = try #require(SessionTicket.parse(ticket.cookieValue))
        #expect(read.id == ticket.id)
        #expect(read.secret.equals(ticket.secret))
    }

    @Test func onlyTheCanonicalSpellingIsATicket() throws {
        let value = try #require(SessionTicket(randomOctets: octets)).cookieValue
        let id = value.prefix(22)
        let last = try #require(id.last)
        // Another last digit that differs only in the two bits that no octet uses.
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
        let position = try #require(alphabet.firstIndex(of: last))
        let folded = id.dropLast() + String(alphabet[position ^ 1]) + value.dropFirst(22)
        let others = [
            String(folded), value + "=", " " + value, value.replacingFirst(".", with: ","), "\"\(value)\"",
            String(value.dropLast()), value + "A", value.uppercased(), "",
        ]
        for other in others where other != value { #expect(SessionTicket.parse(other) == nil, "\(other)") }
    }

    @Test func secretsThatDifferInOneBitAreNotEqual() throws {
        let secret = try #require(SessionSecret(octets: Array(octets.prefix(32))))
        for bit in stride(from: 0, to: 256, by: 17) {
            var changed = Array(octets.prefix(32))
            changed[bit / 8] ^= 1 << UInt8(bit % 8)
            let other = try #require(SessionSecret(octets: changed))
            #expect(!secret.equals(other))
        }
    }
}

extension String {
    fileprivate func replacingFirst(_ character: Character, with other: String) -> String {
        guard let index = firstIndex(of: character) else { return self }
        return self[..<index] + other + self[self.index(after: index)...]
    }
}
