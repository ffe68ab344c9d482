// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Links
public import Testbed
import Wire

/// Renews a tenant session twice, where once would do.
public struct RenewsTwice: Saboteur {
    /// The name in reports.
    public static let name = "renews-twice"
    /// The requirements that must catch it.
    public static let breaks = ["EXP-03"]
    /// What is wrong with this proxy.
    public static let summary = "Renews a tenant session twice, where once would do."

    /// Makes it for one stage.
    public init() {}

    /// Puts the defect in.
    public func sabotage(_ seams: inout StageSeams) {
        seams.tenantSide = LinkBehaviour(
            onRequest: { request, context in
                guard request.path == "/login/jwt-session", let subject = Self.subject(of: request) else {
                    return .forward
                }
                return context.shared.count(subject) > 1 ? .forwardTimes(2) : .forward
            })
    }

    /// Whom the tenant JWT of a login is for.
    private static func subject(of request: RequestHead) -> String? {
        let parts = (request.headers.first("Authorization") ?? "").split(separator: ".")
        guard parts.count == 3, let bytes = Base64.decode(String(parts[1]), urlSafe: true) else { return nil }
        do { return try JSONValue.parse(bytes)["sub"]?.stringValue } catch { return nil }
    }
}
