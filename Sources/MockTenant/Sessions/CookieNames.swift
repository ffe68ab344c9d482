// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// The names of the tenant's cookies, each written once.
///
/// - Source: qlik.dev, "Login" (`eas.sid`, `_csrfToken` and their `.sig`); AWS, "Sticky sessions" (`AWSALB`).
enum CookieNames {
    static let session = "eas.sid"
    static let csrf = "_csrfToken"
    static let userAgent = "eas.uaid"
    static let loadBalancer = "AWSALB"
    static let loadBalancerCORS = "AWSALBCORS"
    /// In no documentation: whoever keeps a list of names to send back leaves it out.
    static let unknown = "qx.edge-hint"

    static let sessionSignature = signature(of: session)
    static let csrfSignature = signature(of: csrf)

    static func signature(of name: String) -> String { "\(name).sig" }
}
