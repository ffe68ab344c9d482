// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// Every defect that the provider knows, found by name.
public enum DefectCatalogue {
    /// All defects, grouped by the answer they spoil.
    public static let all: [IdentityDefect] =
        ClaimDefects.all + HashDefects.all + SignatureDefects.all + KeyChoiceDefects.all
        + AuthorizeErrorDefects.all + AuthorizeAnswerDefects.all + CodeDefects.all
        + TokenDocumentDefects.all + TokenAnswerDefects.all + RefreshDefects.all
        + DiscoveryDefects.all + KeySetDefects.all + UserInfoDefects.all
        + LogoutAnswerDefects.all + LogoutTokenDefects.all

    private static let byName = Dictionary(all.map { ($0.name, $0) }) { first, _ in first }

    /// The defect with this name.
    ///
    /// - Parameter name: A name such as `nonce-invalid`.
    /// - Returns: The defect, or nil.
    public static func defect(named name: String) -> IdentityDefect? { byName[name] }
}
