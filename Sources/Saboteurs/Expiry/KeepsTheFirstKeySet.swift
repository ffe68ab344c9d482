// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Links
import NIOCore
public import Testbed
import Wire

/// Keeps the identity provider's first key set for ever.
public struct KeepsTheFirstKeySet: Saboteur {
    /// The name in reports.
    public static let name = "keeps-the-first-key-set"
    /// The requirements that must catch it.
    public static let breaks = ["EXP-06"]
    /// What is wrong with this proxy.
    public static let summary = "Keeps the identity provider's first key set for ever."

    private static let keySet = "/.well-known/jwks.json"

    /// Makes it for one stage.
    public init() {}

    /// Puts the defect in.
    public func sabotage(_ seams: inout StageSeams) {
        seams.identityProviderSide = LinkBehaviour(
            onRequest: { request, context in
                guard request.path.hasSuffix(Self.keySet), let kept = context.shared["keys"] else { return .forward }
                let headers: HeaderList = ["Content-Type": "application/json"]
                return .answer(ResponseHead(status: 200, headers: headers), Array(kept.utf8))
            },
            wantsResponseBody: { response, request, _ in
                request.path.hasSuffix(Self.keySet) && response.status == 200
            },
            onResponseBody: { body, _, _, context in
                context.shared["keys"] = String(buffer: body)
                return body
            })
    }
}
