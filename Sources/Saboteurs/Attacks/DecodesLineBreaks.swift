// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Links
public import Testbed
import Wire

/// Decodes the target before it writes it, line breaks included.
public struct DecodesLineBreaks: Saboteur {
    /// The name in reports.
    public static let name = "decodes-line-breaks"
    /// The requirements that must catch it.
    public static let breaks = ["ATT-02"]
    /// What is wrong with this proxy.
    public static let summary = "Decodes the target before it writes it, line breaks included."

    /// Makes it for one stage.
    public init() {}

    /// Puts the defect in.
    public func sabotage(_ seams: inout StageSeams) {
        seams.tenantSide = LinkBehaviour(
            onRequest: { request, _ in
                guard let decoded = PercentEncoding.decode(request.target), decoded.contains("\r\n") else {
                    return .forward
                }
                var lines = decoded.replacing("\r\n", with: "\n").split(separator: "\n")
                request.target = lines.isEmpty ? "/" : String(lines.removeFirst())
                for line in lines {
                    let parts = line.split(separator: ":", maxSplits: 1).map { $0.drop { $0 == " " } }
                    if parts.count == 2 { request.headers.append(String(parts[0]), String(parts[1])) }
                }
                return .forward
            })
    }
}
