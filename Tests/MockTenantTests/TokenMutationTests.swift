// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Testing
import Transport
import Wire

@testable import MockTenant

/// No change to a valid token leaves a valid token, whatever is changed.
@Suite struct TokenMutationTests {
    static let moment: Int64 = 1_800_000_000
    static let mutationsPerSeed = 1500

    /// Judges as the tenant does, but takes a token as often as it comes, so that no refusal hides behind another.
    static func isAccepted(_ text: String) -> Bool {
        var switches = TenantSwitches()
        switches.refusesReplayedTokens = false
        let verifier = TokenVerifier(keys: [TokenForge.tenantKey], switches: switches, ledger: TokenLedger())
        do {
            _ = try verifier.verify(text, now: moment)
            return true
        } catch {
            return false
        }
    }

    @Test(arguments: [1, 2, 3, 4] as [UInt64])
    func noMutationOfTheTextIsAccepted(seed: UInt64) {
        let token = TokenForge(now: Self.moment).text
        #expect(Self.isAccepted(token))
        let mutator = TokenMutator(random: .seeded(seed))
        var changed = 0
        for round in 0..<Self.mutationsPerSeed {
            let mutant = mutator.mutate(token)
            if mutant == token { continue }
            changed += 1
            #expect(!Self.isAccepted(mutant), "seed \(seed), round \(round): \(mutant)")
        }
        #expect(changed > Self.mutationsPerSeed * 9 / 10)
    }

    /// The characters after the last whole byte hold bits that mean nothing; only zeros there are canonical.
    @Test func theSignatureHasOneSpellingOnly() {
        let token = TokenForge(now: Self.moment).text
        let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
        let accepted = alphabet.filter { Self.isAccepted("\(token.dropLast())\($0)") }
        #expect(accepted.map(String.init) == [String(token.suffix(1))])
    }

    static let oddities: [JSONValue] = [
        .null, true, false, 0, -1, .number("1e30"), .number("1e400"), "", " ", "x", [], [1], ["x"], [:], ["a": "b"],
        .string(String(repeating: "x", count: 2000)), "\u{0}",
    ]

    /// What may stand in a claim beside what stands there: the rest of the oddities must be refused.
    static func isTolerated(_ value: JSONValue, as claim: String) -> Bool {
        let isText = value.stringValue?.isEmpty == false
        switch claim {
        case "sub", "name", "email": return isText
        case "jti": return isText || value.doubleValue != nil
        case "email_verified": return value.boolValue != nil
        case "iat": return value == 0
        case "groups": return value == .null || value == [] || value == ["x"]
        default: return false
        }
    }

    @Test(arguments: [
        "iss", "aud", "sub", "subType", "name", "email", "email_verified", "jti", "iat", "nbf", "exp", "groups",
    ])
    func aSignedTokenWithAnOddClaimIsRefused(claim: String) {
        for value in Self.oddities {
            let token = TokenForge(now: Self.moment).with(claim, value).text
            #expect(Self.isAccepted(token) == Self.isTolerated(value, as: claim), "\(claim): \(value.serialized())")
        }
    }

    @Test(arguments: ["alg", "kid", "crit"])
    func aSignedTokenWithAnOddHeaderIsRefused(member: String) {
        for value in Self.oddities {
            let token = TokenForge(now: Self.moment).withHeader(member, value).text
            #expect(!Self.isAccepted(token), "\(member): \(value.serialized())")
        }
    }
}

/// Changes a token's text at random: letters, parts, and what stands in the parts.
struct TokenMutator {
    let random: RandomSource

    func mutate(_ token: String) -> String {
        var bytes = Array(token.utf8)
        for _ in 0...pick(3) {
            switch pick(9) {
            case 0: bytes[pick(bytes.count)] = letter()
            case 1: bytes[pick(bytes.count)] ^= 1 << UInt8(pick(7))
            case 2: bytes.remove(at: pick(bytes.count))
            case 3: bytes.insert(letter(), at: pick(bytes.count))
            case 4: bytes.swapAt(pick(bytes.count), pick(bytes.count))
            case 5: bytes = Array(bytes.prefix(1 + pick(bytes.count)))
            case 6: bytes = onParts(bytes) { $0.swapAt(pick($0.count), pick($0.count)) }
            case 7: bytes = onParts(bytes) { $0[pick($0.count)] = $0[pick($0.count)] }
            default: bytes = onParts(bytes) { $0[pick(min(2, $0.count))] = rewritten($0[0]) }
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private func pick(_ count: Int) -> Int {
        let bytes = random.bytes(4)
        return Int(bytes.reduce(UInt32(0)) { $0 << 8 | UInt32($1) }) % max(1, count)
    }

    private func letter() -> UInt8 {
        let letters = Array("ABCXYZabcxyz0189-_.=+/ {}\"\n".utf8)
        return letters[pick(letters.count)]
    }

    private func onParts(_ bytes: [UInt8], _ change: (inout [[UInt8]]) -> Void) -> [UInt8] {
        var parts = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).map(Array.init)
        change(&parts)
        return Array(parts.joined(separator: [UInt8(ascii: ".")]))
    }

    /// A part that says the same, or nearly, in other bytes; one that is no JSON stays as it is.
    private func rewritten(_ part: [UInt8]) -> [UInt8] {
        guard let json = Base64.decode(String(decoding: part, as: UTF8.self), urlSafe: true) else { return part }
        let text = String(decoding: json, as: UTF8.self)
        let spellings = [
            " \(text)", "\(text)\n", text.replacing("RS256", with: "none"), text.replacing("RS256", with: "HS256"),
            text.replacing(":", with: ": "), text.replacing("ana", with: "ben"), text.replacing("{", with: "{\"a\":1,"),
        ]
        return Array(Base64.encode(Array(spellings[pick(spellings.count)].utf8), urlSafe: true, padded: false).utf8)
    }
}
