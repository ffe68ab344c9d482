// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// One metric with all its series, as Prometheus reads it.
///
/// - Source: Prometheus, "Exposition formats", text format version 0.0.4.
struct MetricFamily: Sendable {
    enum Kind: String, Sendable { case counter, gauge, histogram }

    /// One line: what follows the family's name, the labels in order, and the value.
    struct Sample: Sendable {
        var suffix = ""
        var labels: [(name: String, value: String)] = []
        var value: Double
    }

    /// The media type of the text.
    static let contentType = "text/plain; version=0.0.4; charset=utf-8"

    let name: String
    let kind: Kind
    let help: String
    var samples: [Sample]

    init(_ name: String, _ kind: Kind, _ help: String, _ samples: [Sample]) {
        self.name = name
        self.kind = kind
        self.help = help
        self.samples = samples
    }

    /// A family of one series without labels.
    init(_ name: String, _ kind: Kind, _ help: String, _ value: some BinaryInteger) {
        self.init(name, kind, help, [Sample(value: Double(value))])
    }

    /// The lines of some families.
    static func text(of families: [MetricFamily]) -> String {
        families.map(\.text).joined()
    }

    private var text: String {
        var text = "# HELP \(name) \(Self.escaped(help, quote: false))\n# TYPE \(name) \(kind.rawValue)\n"
        for sample in samples {
            let labels = sample.labels.map { "\($0.name)=\"\(Self.escaped($0.value, quote: true))\"" }
            let braces = labels.isEmpty ? "" : "{\(labels.joined(separator: ","))}"
            text += "\(name)\(sample.suffix)\(braces) \(Self.number(sample.value))\n"
        }
        return text
    }

    private static func escaped(_ text: String, quote: Bool) -> String {
        text.reduce(into: "") { escaped, character in
            switch character {
            case "\\": escaped += "\\\\"
            case "\n": escaped += "\\n"
            case "\"" where quote: escaped += "\\\""
            default: escaped.append(character)
            }
        }
    }

    /// The shortest text that reads back as the same number.
    private static func number(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value < 0 ? "-Inf" : "+Inf" }
        return Int64(exactly: value).map(String.init) ?? value.description
    }
}
