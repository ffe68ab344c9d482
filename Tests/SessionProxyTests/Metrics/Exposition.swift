// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Testing

/// A page of metrics, read as strictly as its format is written.
///
/// - Source: Prometheus, "Exposition formats", text format.
struct Exposition {
    private(set) var values: [String: Double] = [:]
    private(set) var types: [String: String] = [:]

    init(_ text: String) throws {
        #expect(text.hasSuffix("\n"))
        var helped: Set<String> = []
        for line in text.split(separator: "\n") {
            if let match = line.wholeMatch(of: /# HELP ([a-z_]+) (.+)/) {
                #expect(helped.insert(String(match.1)).inserted, "\(match.1) has two helps.")
            } else if let match = line.wholeMatch(of: /# TYPE ([a-z_]+) (counter|gauge|histogram)/) {
                #expect(helped.contains(String(match.1)) && types[String(match.1)] == nil)
                types[String(match.1)] = String(match.2)
            } else {
                try take(line)
            }
        }
        #expect(helped == Set(types.keys))
    }

    private mutating func take(_ line: Substring) throws {
        let match = try #require(
            line.wholeMatch(of: /(([a-z_]+)(\{[a-z]+="[^"\n]*"(,[a-z]+="[^"\n]*")*\})?) ([0-9.e+\-]+|\+Inf)/),
            "unreadable: \(line)")
        let name = String(match.2)
        let suffix = ["_bucket", "_sum", "_count"].first { name.hasSuffix($0) }
        let family = suffix.map { String(name.dropLast($0.count)) }
        #expect(types[name] != nil || family.map { types[$0] == "histogram" } == true, "no type: \(line)")
        #expect(values[String(match.1)] == nil, "twice: \(line)")
        values[String(match.1)] = Double(match.5)
    }

    /// The value of a series, as it is written.
    subscript(_ series: String) -> Double? { values[series] }

    /// The sum over all series of a family.
    func sum(_ name: String) -> Double {
        values.filter { $0.key == name || $0.key.hasPrefix(name + "{") }.values.reduce(0, +)
    }
}
