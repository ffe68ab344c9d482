// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

public import Wire

extension MockIdentityProvider {
    /// Scripts a defect at the endpoint where it shows.
    ///
    /// - Parameters:
    ///   - name: A name of `DefectCatalogue`, such as `nonce-invalid`.
    ///   - user: Only for this user; nil for everybody.
    ///   - nth: Only the n-th matching request, counted from 1; nil for each.
    ///   - times: How often; nil for ever.
    ///   - issuer: The issuer's name.
    /// - Throws: `IdentityProviderError` with `.unknownDefect`.
    public func misbehave(
        _ name: String, for user: String? = nil, nth: Int? = nil, times: Int? = nil, issuer: String = defaultIssuer
    ) throws {
        script.add(try Self.scriptedDefect(name, for: user, nth: nth, times: times, issuer: issuer))
    }

    /// The defect with this name.
    static func defect(named name: String) throws(IdentityProviderError) -> IdentityDefect {
        guard let defect = DefectCatalogue.defect(named: name) else {
            throw IdentityProviderError(code: .unknownDefect, reason: "There is no defect called \(name).")
        }
        return defect
    }

    /// A scripted answer for a defect, with the path at which it shows.
    ///
    /// - Parameters:
    ///   - name: A name of `DefectCatalogue`.
    ///   - user: Only for this user; nil for everybody.
    ///   - nth: Only the n-th matching request; nil for each.
    ///   - times: How often; nil for ever.
    ///   - issuer: The issuer's name; nil for all of them.
    /// - Returns: The answer to add to a script.
    /// - Throws: `IdentityProviderError` with `.unknownDefect`.
    public static func scriptedDefect(
        _ name: String, for user: String? = nil, nth: Int? = nil, times: Int? = nil, issuer: String? = nil
    ) throws(IdentityProviderError) -> ScriptedAnswer {
        let defect = try defect(named: name)
        return ScriptedAnswer(
            path: "/\(issuer ?? "*")\(defect.path)", user: user, nth: nth, times: times, action: .defect(name))
    }
}
