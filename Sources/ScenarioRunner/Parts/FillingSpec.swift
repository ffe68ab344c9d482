// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import ScenarioLanguage

/// Which part of a request's head is lengthened, and to how many bytes: `filled-to: { head: <limits.head> + 1 }`.
struct FillingSpec: Sendable {
    private static let parts: [String: @Sendable (Int) -> BrowserRequest.Filling] = [
        "request-line": { .requestLine($0) }, "header-line": { .headerLine($0) }, "cookie-line": { .cookieLine($0) },
        "head": { .head($0) },
    ]

    private let part: @Sendable (Int) -> BrowserRequest.Filling
    private let bytes: Quantity

    init(_ node: Node) throws(Diagnostic) {
        let names = Self.parts.keys.sorted()
        let map = try node.asMap(names)
        guard let entry = try map.one(among: names), let part = Self.parts[entry.key] else {
            throw Diagnostic(node.place, "expected one of \(names.joined(separator: ", "))")
        }
        self.part = part
        bytes = try Quantity(entry.value)
    }

    func filling(_ scene: Scene) throws -> BrowserRequest.Filling { part(try scene.number(bytes)) }
}
