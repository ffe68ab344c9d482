// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Links
import NIOCore
public import Testbed

/// Believes the first of several fields that say where a request ends.
public struct LenientParser: Saboteur {
    /// The name in reports.
    public static let name = "lenient-parser"
    /// The requirements that must catch it.
    public static let breaks = ["ATT-01"]
    /// What is wrong with this proxy.
    public static let summary = "Believes the first of several fields that say where a request ends."

    /// Makes it for one stage.
    public init() {}

    /// Puts the defect in.
    public func sabotage(_ seams: inout StageSeams) {
        seams.browserSide = LinkBehaviour(onMalformedRequest: { bytes, _ in Self.withOneFraming(bytes) })
    }

    /// The same request without the framing fields after the first; what follows its body is the next request.
    private static func withOneFraming(_ bytes: ByteBuffer) -> ByteBuffer {
        var hasFraming = false
        var isHead = true
        let lines = String(buffer: bytes).split(separator: "\r\n", omittingEmptySubsequences: false)
        let kept = lines.filter { line in
            if line.isEmpty { isHead = false }
            let name = line.prefix { $0 != ":" }.lowercased()
            guard isHead, name == "content-length" || name == "transfer-encoding" else { return true }
            defer { hasFraming = true }
            return !hasFraming
        }
        return ByteBuffer(string: kept.joined(separator: "\r\n"))
    }
}
