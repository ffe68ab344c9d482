// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// A module of the OpenID Foundation's tests for relying parties, and how this provider plays it.
public struct ConformanceModule: Sendable {
    /// How the provider plays a module.
    public enum Play: Sendable, Hashable {
        /// By the defects that name the module.
        case defect
        /// By doing what it always does, or what a switch makes it do; the sentence says what.
        case behaviour(String)
        /// Not at all; the sentence says why.
        case notOffered(String)
    }

    /// The module's name, `oidcc-client-test-…`.
    public let name: String
    /// The certification profiles that contain it.
    public let profiles: [ConformanceProfile]
    /// How the provider plays it.
    public let play: Play

    /// The defects that play it.
    public var defects: [IdentityDefect] { DefectCatalogue.all.filter { $0.testModule == name } }

    /// Every module of the suite that tests relying parties of OpenID Connect.
    ///
    /// - Source: openid-certification/conformance-suite of August 2026, the test plans of its package `openid.client`.
    public static let all: [ConformanceModule] =
        ConformanceModules.signIn + ConformanceModules.configuration + ConformanceModules.logout
        + ConformanceModules.comprehensive
}
