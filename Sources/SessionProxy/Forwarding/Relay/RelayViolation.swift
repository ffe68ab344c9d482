// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// What a peer did that its stream may not go on after.
struct RelayViolation: Error {
    /// The code both ends are closed with.
    var code: CloseCode
    /// A sentence, sent as the close's reason.
    var reason: String
}
