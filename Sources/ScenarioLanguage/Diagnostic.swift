// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// What is wrong in a scenario, requirement or target file, and where.
///
/// Prints as `Scenarios/x.yaml:14:5: error: unknown verb "fetches"; did you mean "gets"?`.
public struct Diagnostic: Error, Sendable, Hashable, CustomStringConvertible {
    /// How grave it is.
    public enum Severity: String, Sendable, Hashable {
        /// The file cannot be played.
        case error
        /// The file can be played, but somebody should look.
        case warning
    }

    /// Where it stands.
    public let place: SourcePlace
    /// How grave it is.
    public let severity: Severity
    /// What is wrong, without a full stop.
    public let message: String
    /// The known word that was probably meant.
    public let suggestion: String?

    /// Makes a diagnostic.
    public init(_ place: SourcePlace, _ message: String, suggestion: String? = nil, severity: Severity = .error) {
        self.place = place
        self.severity = severity
        self.message = message
        self.suggestion = suggestion
    }

    /// A word that is not among `known`, with the nearest known one as suggestion.
    public static func unknown(_ what: String, _ word: String, at place: SourcePlace, known: [String]) -> Diagnostic {
        Diagnostic(place, "unknown \(what) \"\(word)\"", suggestion: Suggestion.nearest(to: word, among: known))
    }

    /// One line: place, severity, message, suggestion.
    public var description: String {
        let hint = suggestion.map { "; did you mean \"\($0)\"?" } ?? ""
        return "\(place): \(severity.rawValue): \(message)\(hint)"
    }
}
