// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `GetAuthenticatedUser`: whom the engine takes this socket for.
///
/// - Source: qlik.dev, "Global": one string; `qMarker` is ours and tells users apart.
enum GetAuthenticatedUser: EngineMethod {
    static let name = "GetAuthenticatedUser"
    static let receivers: EngineReceivers = .global

    static func answer(_ call: EngineCall, in state: inout EngineState) throws(EngineError) -> EngineOutcome {
        let user = call.seat.user
        return EngineOutcome(result: [
            ("qReturn", .string("UserDirectory=QLIK; UserId=\(user.subject)")),
            ("qMarker", .string(user.marker)),
        ])
    }
}
