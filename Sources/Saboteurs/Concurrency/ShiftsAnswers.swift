// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Links
import NIOCore
public import Testbed
import Wire

/// Gives an answer that nobody took to the request that comes next.
public struct ShiftsAnswers: Saboteur {
    /// The name in reports.
    public static let name = "shifts-answers"
    /// The requirements that must catch it.
    public static let breaks = ["CONC-03"]
    /// What is wrong with this proxy.
    public static let summary = "Gives an answer that nobody took to the request that comes next."

    /// Makes it for one stage.
    public init() {}

    /// Puts the defect in.
    public func sabotage(_ seams: inout StageSeams) {
        seams.tenantSide = LinkBehaviour(
            wantsResponseBody: { response, request, _ in request.path == "/api/v1/users/me" && response.status == 200 },
            onResponseBody: { body, _, _, context in
                guard context.hasClientLeft else {
                    let late = context.shared.withAll { $0.removeValue(forKey: "late") }
                    return late.map { ByteBuffer(bytes: $0.octets) } ?? body
                }
                context.shared["late"] = String(octets: body.readableBytesView)
                return body
            })
    }
}
