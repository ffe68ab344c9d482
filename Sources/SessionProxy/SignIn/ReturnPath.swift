// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Transport
import Wire

/// Decides where a browser may be sent after sign-in: a path on the own origin, judged by its parsed parts.
///
/// - Shape: whatever is doubtful becomes `/`; nothing is repaired, for browsers repair differently.
/// - Source: RFC 9700 §4.11; WHATWG URL, "basic URL parser" (backslashes, tabs and line ends).
struct ReturnPath: Sendable {
    /// The page one gets instead.
    static let home = "/"
    /// The most characters kept.
    static let limit = 1800

    /// A path that is encoded more often than this hides something.
    private static let decodings = 3

    private let origin: HTTPURL
    private let ownPaths: Set<String>

    init(_ configuration: ProxyConfiguration) {
        origin = configuration.redirectURI
        ownPaths = Set(configuration.ownPaths).subtracting([Self.home])
    }

    /// The path and query to go to; `/` unless `wanted` is beyond doubt.
    func accepted(_ wanted: String?) -> String {
        guard let wanted, let target = ownTarget(of: wanted), isPlain(target) else { return Self.home }
        let path = String(RequestTarget(target).path.prefix { $0 != "#" })
        guard !ownPaths.contains(path), isHarmless(path) else { return Self.home }
        return target
    }

    /// The text from the path on, when its origin, if it states one, is exactly ours.
    private func ownTarget(of wanted: String) -> String? {
        guard wanted.utf8.count <= Self.limit else { return nil }
        if wanted.hasPrefix("/") { return wanted }
        do throws(URLProblem) {
            let url = try HTTPURL(wanted)
            return url.origin == origin.origin ? url.target : nil
        } catch {
            return nil
        }
    }

    /// Printable ASCII without blank and backslash.
    private func isPlain(_ target: String) -> Bool {
        target.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\\") }
    }

    /// No reading of the path, decoded until nothing is left to decode, may name another authority or climb.
    private func isHarmless(_ path: String) -> Bool {
        var reading = path
        for _ in 0..<Self.decodings {
            let segments = reading.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
            guard reading.hasPrefix("/"), isPlainDecoded(reading), !segments.dropLast().contains(""),
                !segments.contains("."), !segments.contains("..")
            else { return false }
            guard let decoded = PercentEncoding.decode(reading) else { return false }
            if decoded == reading { return true }
            reading = decoded
        }
        return false
    }

    private func isPlainDecoded(_ reading: String) -> Bool {
        reading.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F && $0 != "\\" }
    }
}
