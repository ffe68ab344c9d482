// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import Wire

/// The one place that chooses a status and words for an error that reaches a browser (RFC 9457).
extension ProxyError {
    /// The status.
    public var status: Int {
        switch code {
        case .malformedRequest, .badSignIn, .badLogoutToken: 400
        case .notSignedIn: 401
        case .crossSite, .foreignOrigin: 403
        case .notFound: 404
        case .methodNotAllowed: 405
        case .requestTimeout: 408
        case .bodyTooLarge: 413
        case .targetTooLong: 414
        case .expectationFailed: 417
        case .upgradeRequired: 426
        case .tooManySignIns, .tooManySockets: 429
        case .headTooLarge: 431
        case .internalFault: 500
        case .tenantUnreachable, .tenantMalformed, .tenantRefusedLogin, .upgradeRefused: 502
        case .identityProviderUnreachable, .identityProviderRefused: 502
        case .storeUnavailable, .shuttingDown, .overloaded: 503
        case .tenantSilent: 504
        }
    }

    /// A constant title per code: nothing of the request, of the tenant or of the inside (ERR-04).
    public var title: String {
        switch code {
        case .malformedRequest: "The request is malformed."
        case .targetTooLong: "The request target is too long."
        case .headTooLarge: "The request's header section is too large."
        case .bodyTooLarge: "The request's body is too large."
        case .requestTimeout: "The request took too long to arrive."
        case .expectationFailed: "The expectation cannot be met."
        case .methodNotAllowed: "The method is not allowed."
        case .notFound: "There is nothing at this address."
        case .notSignedIn: "Sign in first."
        case .crossSite, .foreignOrigin: "The request comes from another site."
        case .upgradeRequired: "This address speaks WebSocket."
        case .badSignIn: "The sign-in could not be completed."
        case .badLogoutToken: "The logout token is not accepted."
        case .tooManySignIns: "Too many sign-ins are under way."
        case .tooManySockets: "Too many sockets are open."
        case .tenantUnreachable: "The tenant cannot be reached."
        case .tenantSilent: "The tenant did not answer in time."
        case .tenantMalformed: "The tenant's answer cannot be understood."
        case .tenantRefusedLogin: "The tenant refused the sign-in."
        case .upgradeRefused: "The tenant did not open the socket."
        case .identityProviderUnreachable: "The identity provider cannot be reached."
        case .identityProviderRefused: "The identity provider refused the sign-in."
        case .storeUnavailable: "Sessions cannot be read at the moment."
        case .shuttingDown: "The proxy is shutting down."
        case .overloaded: "The proxy is busy."
        case .internalFault: "Something went wrong."
        }
    }

    /// The answer as problem JSON, never to be stored.
    public var problem: OwnResponse { problem(status: status) }

    /// The same with the status of a tenant's refusal that is passed on.
    func problem(status: Int) -> OwnResponse {
        var headers: HeaderList = ["Content-Type": "application/problem+json", "Cache-Control": "no-store"]
        if code == .upgradeRequired {
            headers.append("Upgrade", "websocket")
        }
        let text = #"{"type":"about:blank","title":"\#(title)","status":\#(status),"code":"\#(code.rawValue)"}"#
        return OwnResponse(status: status, headers: headers, body: ByteBuffer(string: text))
    }
}
