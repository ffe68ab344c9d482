// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// Where a request goes.
public enum Route: Sendable, Hashable {
    /// To the tenant; `kind` says what a signed-out caller gets.
    case forward(Kind)
    /// To the tenant as a WebSocket.
    case relay
    /// To one of the proxy's own routes.
    case own
    /// Nowhere.
    case deny

    /// What is being asked for.
    public enum Kind: Sendable, Hashable {
        /// An API: signed out means 401, never a redirect.
        case api
        /// A page: a signed-out navigation is sent to sign in.
        case page
        /// A public file: the tenant asks for no session here, so neither does the proxy.
        case asset
    }
}
