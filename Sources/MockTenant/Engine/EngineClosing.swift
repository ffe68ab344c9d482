// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// The close frames by which the engine's front refuses an app after the upgrade.
///
/// - Source: qlik.dev, "JSON-RPC": 4204 with `{"code":"QEP-104","traceId":…}`; 4203 is documented as a code only.
enum EngineClosing {
    case appNotFound
    case noPermission
    case idle

    func reason(traceID: String) -> CloseReason {
        switch self {
        case .appNotFound:
            CloseReason(code: CloseCode(rawValue: 4204), reason: #"{"code":"QEP-104","traceId":"\#(traceID)"}"#)
        case .noPermission:
            // The code in the text is invented.
            CloseReason(code: CloseCode(rawValue: 4203), reason: #"{"code":"QEP-103","traceId":"\#(traceID)"}"#)
        case .idle:
            // The code in the text is invented.
            CloseReason(code: CloseCode(rawValue: 4001), reason: #"{"code":"QEP-401","traceId":"\#(traceID)"}"#)
        }
    }
}
