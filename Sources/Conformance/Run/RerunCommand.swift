// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// Writes the command line that plays one scenario again exactly as it was played.
public struct RerunCommand: Sendable, Hashable {
    /// The options that the run was given, without selectors, seed and saboteur.
    public let options: [String]
    /// The seed of the run.
    public let seed: UInt64

    /// Makes a writer of commands.
    public init(options: [String] = [], seed: UInt64) {
        self.options = options
        self.seed = seed
    }

    /// The command that plays this scenario, with the proxy sabotaged if a saboteur is named.
    public func line(for scenario: String, saboteur: String? = nil) -> String {
        let sabotage = saboteur.map { ["--saboteur", $0] } ?? []
        let words = ["tenantless", "verify", scenario] + options + sabotage + ["--seed", "\(seed)"]
        return words.map(Self.quoted).joined(separator: " ")
    }

    private static func quoted(_ word: String) -> String {
        let plain = word.utf8.allSatisfy { byte in
            byte < 0x80 && (Character(UnicodeScalar(byte)).isLetter || Character(UnicodeScalar(byte)).isNumber)
                || "-_./=:,@%+".utf8.contains(byte)
        }
        return plain && !word.isEmpty
            ? word
            : "'"
                + word.split(separator: "'", omittingEmptySubsequences: false)
                .joined(separator: "'\\''") + "'"
    }
}
