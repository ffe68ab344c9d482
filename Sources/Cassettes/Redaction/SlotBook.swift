// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// The secrets that were met in a recording, and the slot of each.
struct SlotBook: Sendable {
    private var numbers: [[UInt8]: Int] = [:]
    private(set) var slots: [Slot] = [.mark]
    private(set) var finder = SecretFinder()

    /// The slot of a secret, which is made when it is met for the first time.
    ///
    /// - Returns: nil for a text that is too short to be told from other texts.
    mutating func slot(
        for secret: [UInt8], kind: Slot.Kind, user: Int?, name: String,
        shortest: Int = RedactionRules.shortestSecret
    ) -> Int? {
        if let number = numbers[secret] { return number }
        guard secret.count >= shortest else { return nil }
        let number = slots.count
        numbers[secret] = number
        slots.append(Slot(number: number, kind: kind, user: user, name: name, shape: SlotShape(of: secret)))
        for (encoding, bytes) in SecretEncoding.all(of: secret) {
            finder.add(bytes, .secret(slot: number, encoding: encoding))
        }
        return number
    }

    /// Makes names known after which a secret follows.
    mutating func watch(names: Set<String>) {
        for name in names.sorted() where name.utf8.count >= RedactionRules.shortestSecret {
            finder.add(Array(name.utf8), .name(name))
        }
    }

    /// What finds the secrets also where they stand inside a longer text in Base64.
    var finderForScan: SecretFinder {
        var finder = finder
        for (secret, number) in numbers {
            for text in SecretEncoding.insideBase64(secret) {
                finder.add(text, .secret(slot: number, encoding: .base64))
            }
        }
        return finder
    }

    /// Whether this text is a secret that was met before.
    func contains(_ secret: [UInt8]) -> Bool { numbers[secret] != nil }
}
