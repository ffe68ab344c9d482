// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// The secrets that were met in a recording, and the slot of each.
struct SlotBook: Sendable {
    private var numbers: [[UInt8]: Int] = [:]
    /// The secrets that are sought only behind a text, with that text.
    private var phrases: [[UInt8]: Int] = [:]
    private(set) var slots: [Slot] = [.mark]
    private(set) var finder = SecretFinder()

    /// A book that knows how the mark of a slot begins, which a recorded text must not have of itself.
    init() { finder.add(Array(Slot.opening), .mark) }

    /// The slot of a secret, which is made when it is met for the first time.
    ///
    /// - Returns: nil for a text that is too short to be told from other texts.
    mutating func slot(
        for secret: [UInt8], kind: Slot.Kind, user: Int?, name: String,
        shortest: Int = RedactionRules.shortestSecret
    ) -> Int? {
        if let number = numbers[secret] { return number }
        guard secret.count >= shortest else { return nil }
        let number = add(secret, kind, user, name)
        numbers[secret] = number
        for (encoding, bytes) in SecretEncoding.all(of: secret) {
            finder.add(bytes, .secret(slot: number, encoding: encoding))
        }
        return number
    }

    /// Takes a secret that is too short to be told from other texts: it is found only behind the text that led to it,
    /// such as the name of its cookie.
    mutating func learn(short secret: [UInt8], behind lead: [UInt8], kind: Slot.Kind, user: Int?, name: String) {
        guard !secret.isEmpty, phrases[lead + secret] == nil else { return }
        let number = add(secret, kind, user, name)
        phrases[lead + secret] = number
        finder.add(lead + secret, .secret(slot: number, encoding: .raw), tail: secret.count)
    }

    private mutating func add(_ secret: [UInt8], _ kind: Slot.Kind, _ user: Int?, _ name: String) -> Int {
        slots.append(Slot(number: slots.count, kind: kind, user: user, name: name, shape: SlotShape(of: secret)))
        return slots.count - 1
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
