// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Links
public import Testbed
import Wire

/// Answers a callback that it refuses as if all were well.
public struct CallbackErrorsLookFine: Saboteur {
    /// The name in reports.
    public static let name = "callback-errors-look-fine"
    /// The requirements that must catch it.
    public static let breaks = ["LOGIN-04"]
    /// What is wrong with this proxy.
    public static let summary = "Answers a callback that it refuses as if all were well."

    /// Makes it for one stage.
    public init() {}

    /// Puts the defect in.
    public func sabotage(_ seams: inout StageSeams) {
        seams.browserSide = LinkBehaviour(
            onResponse: { response, request, _ in
                if request.path == ProxyNames.callback, response.status >= 400 { response.status = 200 }
            })
    }
}
