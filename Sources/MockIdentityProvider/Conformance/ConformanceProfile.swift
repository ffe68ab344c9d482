// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// The profiles in which the OpenID Foundation certifies relying parties.
///
/// - Source: openid.net, "Conformance Testing for OpenID Connect RPs" and "Logout Conformance Testing for RPs".
public enum ConformanceProfile: String, Sendable, Hashable, CaseIterable {
    /// The code flow.
    case basic
    /// The basic modules with `response_mode=form_post`.
    case formPost = "form post"
    /// Discovery and keys.
    case configuration = "config"
    /// Discovery, registration and request objects.
    case dynamic
    /// Refresh tokens.
    case refreshToken = "refresh token"
    /// Logout that the relying party begins.
    case initiatedLogout = "RP-initiated logout"
    /// Logout tokens.
    case backChannelLogout = "back-channel logout"
    /// Logout by frames in the browser.
    case frontChannelLogout = "front-channel logout"
    /// Session state in the browser.
    case sessionManagement = "session management"
    /// Sign-in that a third party begins.
    case thirdPartyLogin = "third-party login"
    /// Modules that only the comprehensive plan or the other flows have.
    case comprehensive
}
