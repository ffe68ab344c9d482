// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

extension WireError {
    /// The code to close a socket with over this.
    ///
    /// - Source: RFC 6455 §7.4.1.
    var closeCode: CloseCode {
        switch code {
        case .badUTF8: .invalidPayload
        case .frameTooLarge: .tooBig
        default: .protocolError
        }
    }
}
