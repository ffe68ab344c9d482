// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// Why a login token was refused.
///
/// Only the missing claim has a recorded answer; every other wording is invented and says so in `meta`.
struct TokenRefusal: Error, Sendable, Hashable {
    enum Code: String, Sendable, Hashable {
        case missingAuthorization = "missing-authorization"
        case tooLarge = "token-too-large"
        case malformed = "token-malformed"
        case duplicateMember = "duplicate-member"
        case algorithm = "algorithm-refused"
        case unknownIssuer = "unknown-issuer"
        case unknownKey = "unknown-key"
        /// The registered text holds no key.
        case badRegistration = "bad-registration"
        case signature = "signature-invalid"
        case missingClaim = "missing-claim"
        case claimType = "claim-type"
        case audience = "audience-wrong"
        case expired = "expired"
        case notYetValid = "not-yet-valid"
        case lifetime = "lifetime-too-long"
        case replayed = "replayed"
    }

    let code: Code
    let reason: String

    init(_ code: Code, _ reason: String) {
        self.code = code
        self.reason = reason
    }

    /// The `detail` member of the answer.
    ///
    /// Observed: `JWT_LOGIN_VALIDATIONS Missing required claim: nbf`, community.qlik.com ta-p/2435784, comment.
    var detail: String { "JWT_LOGIN_VALIDATIONS \(reason)" }

    /// True where the wording of the answer is ours and not recorded from a tenant.
    var isInvented: Bool { code != .missingClaim }
}
