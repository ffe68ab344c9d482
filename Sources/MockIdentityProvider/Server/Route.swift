// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// Which endpoint of which issuer a path leads to.
struct Route: Sendable {
    let issuer: Issuer
    /// The path below the issuer.
    let path: String
    let endpoint: (any IdentityEndpoint)?

    /// What the script would say if it named the issuer's standing defect: nil at every other endpoint.
    var standingAnswer: ScriptedAnswer? {
        guard let defect = issuer.standingDefect, defect.path == path else { return nil }
        return ScriptedAnswer(action: .defect(defect.name))
    }

    /// Takes the first segment as the issuer's name and compares the rest as a string.
    init?(_ fullPath: String, in directory: IssuerDirectory) {
        let rest = fullPath.dropFirst()
        let end = rest.firstIndex(of: "/") ?? rest.endIndex
        guard fullPath.hasPrefix("/"), let issuer = directory.issuer(named: String(rest[..<end])) else { return nil }
        self.issuer = issuer
        path = String(rest[end...])
        endpoint = IdentityEndpoints.endpoint(at: path)
    }
}
