// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Links
import NIOCore
public import Testbed
import Wire

/// Decodes a body and leaves the field that says how it was coded.
public struct StaleContentCoding: Saboteur {
    /// The name in reports.
    public static let name = "stale-content-coding"
    /// The requirements that must catch it.
    public static let breaks = ["BODY-02"]
    /// What is wrong with this proxy.
    public static let summary = "Decodes a body and leaves the field that says how it was coded."

    /// Makes it for one stage.
    public init() {}

    /// Puts the defect in.
    public func sabotage(_ seams: inout StageSeams) {
        seams.browserSide = LinkBehaviour(
            wantsResponseBody: { response, _, _ in response.headers.contains("Content-Encoding") },
            onResponseBody: { _, _, _, _ in ByteBuffer(string: "{\"a\":1}") })
    }
}
