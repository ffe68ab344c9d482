// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// Why the proxy could not serve a request.
public struct ProxyError: Error, Sendable, CustomStringConvertible {
    /// What went wrong; a closed set.
    public enum Code: String, Sendable, Hashable, CaseIterable {
        // The browser's side
        case malformedRequest, targetTooLong, headTooLarge, bodyTooLarge, requestTimeout, expectationFailed
        case methodNotAllowed, notFound, notSignedIn, crossSite, foreignOrigin, upgradeRequired
        case badSignIn, badLogoutToken, tooManySignIns, tooManySockets
        // The tenant's side
        case tenantUnreachable, tenantSilent, tenantMalformed, tenantRefusedLogin, upgradeRefused
        // The identity provider's side
        case identityProviderUnreachable, identityProviderRefused
        // Our own
        case storeUnavailable, shuttingDown, overloaded, internalFault
    }

    /// Which side it came from.
    public enum Source: String, Sendable, Hashable {
        case downstream, upstream, `internal`
    }

    /// What went wrong.
    public var code: Code
    /// Which side it came from.
    public var source: Source
    /// A sentence for the log; never a secret, never shown to a browser.
    public var reason: String
    /// What lay beneath, when something did.
    public var underlying: (any Error)?

    /// States an error.
    public init(_ code: Code, source: Source, reason: String, underlying: (any Error)? = nil) {
        self.code = code
        self.source = source
        self.reason = reason
        self.underlying = underlying
    }

    /// Code, side and sentence.
    public var description: String { "\(code.rawValue) (\(source.rawValue)): \(reason)" }
}
