// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// What was given to a command cannot be used; nothing was done.
public struct InvalidInput: Error, CustomStringConvertible {
    /// What is wrong, one sentence in each line.
    public let description: String

    /// Takes one sentence each for what is wrong.
    public init(_ sentences: [String]) {
        description = sentences.joined(separator: "\n")
    }

    /// Takes the only sentence.
    public init(_ sentence: String) {
        description = sentence
    }
}
