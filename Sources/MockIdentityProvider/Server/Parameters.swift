// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// The parameters of a request in the order in which they arrived, repetitions kept.
///
/// - Source: RFC 6749 §3.1, "Request and response parameters MUST NOT be included more than once".
struct Parameters: Sendable {
    private(set) var pairs: [(name: String, value: String)]

    init(_ pairs: [(String, String)]) {
        self.pairs = pairs.map { (name: $0.0, value: $0.1) }
    }

    /// Reads `application/x-www-form-urlencoded` text, which is also the form of a query.
    init(form: String) {
        self.init(PercentEncoding.parseForm(form))
    }

    /// Reads a flat JSON object, as Auth0's token endpoint accepts it; members that are not strings are left out.
    init?(json octets: [UInt8]) {
        let parsed: JSONValue
        do { parsed = try JSONValue.parse(octets) } catch { return nil }
        guard case .object(let object) = parsed else { return nil }
        self.init(
            object.compactMap { member in
                member.value.stringValue.map { (member.name, $0) }
            })
    }

    /// The first value; an empty one counts as absent (RFC 6749 §3.1).
    subscript(name: String) -> String? {
        guard let value = pairs.first(where: { $0.name == name })?.value, !value.isEmpty else { return nil }
        return value
    }

    /// The name of a parameter that came more than once.
    var repeated: String? {
        var seen: Set<String> = []
        return pairs.first { !seen.insert($0.name).inserted }?.name
    }

    /// The space-separated words of a parameter.
    func words(_ name: String) -> [String] { (self[name] ?? "").split(separator: " ").map(String.init) }
}
