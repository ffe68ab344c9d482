// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Links
public import Testbed
import Wire

/// Refuses heads that are far below the limit it declares.
public struct UndeclaredLimit: Saboteur {
    /// The name in reports.
    public static let name = "undeclared-limit"
    /// The requirements that must catch it.
    public static let breaks = ["LIM-01"]
    /// What is wrong with this proxy.
    public static let summary = "Refuses heads that are far below the limit it declares."

    /// Makes it for one stage.
    public init() {}

    /// Puts the defect in.
    public func sabotage(_ seams: inout StageSeams) {
        seams.browserSide = LinkBehaviour(
            onRequest: { request, _ in
                let length = request.headers.reduce(0) { $0 + $1.name.utf8.count + $1.value.utf8.count + 4 }
                return length > 8192 ? .answer(ResponseHead(status: 431), []) : .forward
            })
    }
}
