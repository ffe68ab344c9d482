// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Testing

@testable import Cassettes

@Suite struct SecretFinderTests {
    private static let token = "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhbmEifQ."

    private static func finds(_ finder: SecretFinder, in text: String) -> [SecretFinder.Find] {
        Array(text.utf8).withUnsafeBytes { finder.finds(in: $0) }
    }

    @Test(arguments: 1...24) func aTextOfAnyLengthIsFoundAtAnyPlace(length: Int) {
        let secret = String("kq7Zw0pRx5Lm2Vd9Tj4Hc8Nb".prefix(length))
        var finder = SecretFinder()
        finder.add(Array(secret.utf8), .name("it"))
        for before in 0...17 {
            for after in 0...17 {
                let text = String(repeating: "-", count: before) + secret + String(repeating: "-", count: after)
                let expected = SecretFinder.Find(range: before..<(before + length), meaning: .name("it"))
                #expect(Self.finds(finder, in: text) == [expected], "\(before) before and \(after) after")
            }
        }
    }

    @Test func aTokenIsFoundAtAnyPlace() {
        for before in 0...17 {
            for after in 0...9 {
                let text = String(repeating: " ", count: before) + Self.token + String(repeating: " ", count: after)
                let expected = SecretFinder.Find(range: before..<(before + Self.token.utf8.count), meaning: .token)
                #expect(Self.finds(SecretFinder(), in: text) == [expected], "\(before) before and \(after) after")
            }
        }
    }

    @Test func aTextThatRepeatsItselfIsFoundWhereItBegins() {
        var finder = SecretFinder()
        finder.add(Array("ababababab".utf8), .name("it"))
        let finds = Self.finds(finder, in: "-ababababababababababab-")
        #expect(finds.map(\.range) == [1..<11, 11..<21])
    }

    @Test func thousandsOfTextsAreFoundEach() {
        var finder = SecretFinder()
        let secrets = (0..<5000).map { "secret-\($0 &* 2_654_435_761 % 1_000_003)-\($0)" }
        for (slot, secret) in secrets.enumerated() {
            finder.add(Array(secret.utf8), .secret(slot: slot, encoding: .raw))
        }
        let finds = Self.finds(finder, in: secrets.joined(separator: " "))
        #expect(finds.map(\.meaning) == secrets.indices.map { .secret(slot: $0, encoding: .raw) })
    }

    @Test func whatIsNotThereIsNotFound() {
        var finder = SecretFinder()
        finder.add(Array("kq7Zw0pRx5Lm2Vd9".utf8), .name("it"))
        let text = "kq7Zw0pRx5Lm2Vd8 q7Zw0pRx5Lm2Vd9 eyJhbGci.eyJzdWIi eyJ. kq7Zw0pRx5Lm2Vd"
        #expect(Self.finds(finder, in: text).isEmpty)
    }
}
