// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

public import Wire

/// What scenarios do to the mock identity provider.
public protocol StageIdentityProvider: Sendable {
    /// Adds a scripted answer; `path` is relative to the issuer (`/token`) or a glob.
    func script(_ answer: ScriptedAnswer) async throws
    /// Removes scripts and accepts connections again; users, keys and sign-ins stay.
    func restore() async throws
    /// Ends the user's sign-in at the provider, so that the next visit asks again.
    func endSession(of user: String) async throws
    /// Signs with a new key from now on and publishes it.
    func rotateKeys() async throws
    /// Sets a switch of the mock identity provider (`demands-pkce`: `true`).
    func set(_ name: String, to value: String) async throws
    /// Accepts connections or refuses them.
    func setListening(_ isListening: Bool) async throws
    /// Posts a logout token for the user to the proxy's back-channel route; the status of the answer.
    func sendLogoutToken(for user: String, defect: String?) async throws -> Int
}
