// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import Wire

/// Names the cookies and tokens that a masked message carries; their values are never told.
enum Cargo {
    /// One line per place: `Cookie: ‹ana.eas.sid› theme`; fields of one name share a line.
    static func of(_ headers: HeaderList, body: WitnessedBody) -> [String] {
        var places: [(name: String, cargo: [String])] = []
        for field in headers {
            let known = places.first { $0.name.lowercased() == field.name.lowercased() }?.name
            for name in names(field) { add(name, known ?? field.name, to: &places) }
        }
        for name in canaries(body.text) { add(name, "body", to: &places) }
        return places.map { "\($0.name): \($0.cargo.joined(separator: " "))" }
    }

    private static func add(_ cargo: String, _ name: String, to places: inout [(name: String, cargo: [String])]) {
        if let index = places.firstIndex(where: { $0.name == name }) {
            if !places[index].cargo.contains(cargo) { places[index].cargo.append(cargo) }
        } else {
            places.append((name, [cargo]))
        }
    }

    private static func names(_ field: HeaderField) -> [String] {
        switch field.name.lowercased() {
        case "cookie": CookieHeader.parse(field.value).pairs.map { name($0.name, $0.value) }
        case "set-cookie": SetCookieHeader.parse(field.value).map { [name($0.name, $0.value)] } ?? []
        default: canaries(field.value)
        }
    }

    /// The canary that stands in a cookie's value, or else the cookie's own name.
    private static func name(_ cookie: String, _ value: String) -> String {
        let found = canaries(value)
        return found.isEmpty ? cookie : found.joined(separator: " ")
    }

    /// Every canary name in a masked text, each once.
    static func canaries(_ text: String) -> [String] {
        var names: [String] = []
        for part in text.split(separator: "‹").dropFirst(text.hasPrefix("‹") ? 0 : 1) {
            guard let end = part.firstIndex(of: "›") else { continue }
            let name = "‹\(part[..<end])›"
            if !names.contains(name) { names.append(name) }
        }
        return names
    }
}
