// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Foundation
import Testing

@testable import MockTenant

/// The lists and the folders say the same.
@Suite struct EndpointListTests {
    func files(in folder: String) throws -> Set<String> {
        let sources = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../Sources/MockTenant/\(folder)")
        let names = try FileManager.default.contentsOfDirectory(atPath: sources.path)
        return Set(names.filter { $0.hasSuffix(".swift") }.map { String($0.dropLast(6)) })
    }

    @Test func everyEndpointFileHasItsLine() throws {
        let helpers: Set = ["TenantEndpoint", "TenantEndpoints", "TenantCall", "PathPattern"]
        #expect(try files(in: "Endpoints").subtracting(helpers) == Set(TenantEndpoints.all.map { "\($0)" }))
    }

    @Test func everyEngineMethodFileHasItsLine() throws {
        #expect(try files(in: "Engine/Methods") == Set(EngineMethods.all.map { "\($0)" }))
    }

    @Test func everyLayoutPartFileHasItsLine() throws {
        #expect(try files(in: "Engine/Layout/Parts") == Set(LayoutParts.all.map { "\($0)" }))
    }

    @Test func noTwoEndpointsAnswerTheSame() {
        let keys = TenantEndpoints.all.flatMap { type in
            (type.methods.isEmpty ? ["*"] : type.methods).map { "\($0) \(type.path.text)" }
        }
        #expect(Set(keys).count == keys.count)
    }

    @Test func patternsMatchRawSegments() {
        let user: PathPattern = "/api/v1/users/{id}"
        #expect(user.match("/api/v1/users/a%2Fb") == ["id": "a%2Fb"])
        #expect(user.match("/api/v1/users/") == nil)
        #expect(user.match("/api/v1/users/a/b") == nil)
        let rest: PathPattern = "/resources/{**}"
        #expect(rest.match("/resources/a/b.js") == ["**": "a/b.js"])
        #expect(rest.match("/resources") == nil)
    }

    @Test func datesAreWrittenAsHTTPAndInternetWantThem() {
        let rows: [(Int64, String, String)] = [
            (0, "Thu, 01 Jan 1970 00:00:00 GMT", "1970-01-01T00:00:00Z"),
            (951_782_400_000, "Tue, 29 Feb 2000 00:00:00 GMT", "2000-02-29T00:00:00Z"),
            (1_792_567_680_999, "Wed, 21 Oct 2026 07:28:00 GMT", "2026-10-21T07:28:00Z"),
            (-1, "Wed, 31 Dec 1969 23:59:59 GMT", "1969-12-31T23:59:59Z"),
        ]
        for (milliseconds, http, internet) in rows {
            let date = TenantDate(milliseconds: milliseconds)
            #expect(date.httpDate == http && date.internetDate == internet)
        }
    }
}
