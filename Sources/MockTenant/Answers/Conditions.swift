// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// Conditional and partial requests.
///
/// - Source: RFC 9110 §13.1.2 (`If-None-Match`), §13.1.5 (`If-Range`), §14.2 (`Range`; several ranges are ignored).
enum Conditions {
    enum Selection: Equatable {
        case whole
        case part(Range<Int>)
        case unsatisfiable
    }

    static func isUnchanged(_ request: RequestHead, entityTag: String) -> Bool {
        request.headers.tokens("If-None-Match").contains { candidate in
            let tag = candidate.hasPrefix("W/") ? String(candidate.dropFirst(2)) : candidate
            return tag == "*" || tag == entityTag
                || ["gzip", "br"].contains { tag == Compression.tag(for: entityTag, coding: $0) }
        }
    }

    static func range(_ request: RequestHead, length: Int, entityTag: String) -> Selection {
        guard let value = request.headers.first("Range"), value.hasPrefix("bytes=") else { return .whole }
        if let condition = request.headers.first("If-Range"), condition != entityTag { return .whole }
        let text = value.dropFirst("bytes=".count)
        let parts = text.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
        guard !text.contains(","), parts.count == 2 else { return .whole }
        if parts[0].isEmpty {
            guard let suffix = Int(parts[1]) else { return .whole }
            return suffix > 0 && length > 0 ? .part(max(0, length - suffix)..<length) : .unsatisfiable
        }
        guard let first = Int(parts[0]), first >= 0 else { return .whole }
        guard first < length else { return .unsatisfiable }
        if parts[1].isEmpty { return .part(first..<length) }
        guard let last = Int(parts[1]), last >= first else { return .whole }
        return .part(first..<min(last + 1, length))
    }
}
