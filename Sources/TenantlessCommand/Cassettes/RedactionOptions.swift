// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import ArgumentParser
import Cassettes
import Terminal

/// What must not reach a cassette, beside what never does.
struct RedactionOptions: ParsableArguments {
    @Option(help: ArgumentHelp("A file with further secrets, one a line.", valueName: "file"))
    var secrets: String?

    @Option(
        help: ArgumentHelp(
            "A regular expression; what it matches, or its first group, is secret. May be repeated.",
            valueName: "regex"))
    var secretPattern: [String] = []

    @Flag(help: "E-mail addresses are secret too.")
    var redactEmails = false

    /// The rules for a recording.
    ///
    /// - Throws: `InvalidInput` for a file that cannot be read.
    func rules() throws -> RedactionRules {
        let literals = try secrets.map(TextFile.read)?.split(whereSeparator: \.isNewline).map(String.init) ?? []
        return RedactionRules(literals: literals, patterns: secretPattern, emails: redactEmails)
    }
}
