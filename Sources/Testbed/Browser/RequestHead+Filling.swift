// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import ScenarioRunner
import Wire

extension RequestHead {
    /// The field that carries nothing but length.
    private static let filler = "X-Fill"
    /// Short enough for every server's limit on one header line.
    private static let fillerBytes = 4096

    /// Lengthens one part until it has exactly so many bytes; one that is longer already stays as it is.
    mutating func fill(_ filling: BrowserRequest.Filling) {
        switch filling {
        case .requestLine(let bytes): lengthenTarget(by: bytes - requestLineBytes)
        case .headerLine(let bytes): append(Self.filler, bytes: bytes)
        case .cookieLine(let bytes): lengthenCookie(to: bytes)
        case .head(let bytes): lengthenHead(by: bytes - headBytes)
        }
    }

    private var requestLineBytes: Int { method.utf8.count + target.utf8.count + " HTTP/1.1".utf8.count + 1 }

    private var headBytes: Int {
        headers.reduce(requestLineBytes + 4) { $0 + $1.name.utf8.count + $1.value.utf8.count + 4 }
    }

    private mutating func lengthenTarget(by bytes: Int) {
        let name = (target.contains("?") ? "&" : "?") + "fill="
        target += name + Self.letters(bytes - name.utf8.count)
    }

    private mutating func lengthenCookie(to bytes: Int) {
        let value = headers.first("Cookie").map { $0 + "; fill=" } ?? "fill="
        headers.removeAll("Cookie")
        headers.append("Cookie", value + Self.letters(bytes - "Cookie: ".utf8.count - value.utf8.count))
    }

    private mutating func lengthenHead(by bytes: Int) {
        var rest = bytes
        // What is left for the last line must be long enough to be one.
        while rest > 2 * Self.fillerBytes {
            append(Self.filler, bytes: Self.fillerBytes - 2)
            rest -= Self.fillerBytes
        }
        let first = rest / 2
        append(Self.filler, bytes: first - 2)
        append(Self.filler, bytes: rest - first - 2)
    }

    /// Adds a line of so many bytes, its end not counted.
    private mutating func append(_ name: String, bytes: Int) {
        headers.append(name, Self.letters(bytes - name.utf8.count - 2))
    }

    private static func letters(_ count: Int) -> String { String(repeating: "a", count: max(0, count)) }
}
