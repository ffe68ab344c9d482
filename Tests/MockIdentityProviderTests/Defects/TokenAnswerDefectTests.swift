// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import MockIdentityProvider
import Testing
import Transport
import Wire

/// Each defect of the token answer, seen on the wire.
@Suite struct TokenAnswerDefectTests {
    struct Sight: Sendable, CustomTestStringConvertible {
        let name: String
        let shows: @Sendable (ClientResponse) -> Bool
        var testDescription: String { name }
    }

    private static func member(_ name: String, is wanted: @escaping @Sendable (JSONValue) -> Bool) -> Sight {
        Sight(name: name) { answer in
            guard answer.status == 200, let document = try? JSONValue.parse(answer.body) else { return false }
            return wanted(document)
        }
    }

    private static func status(_ name: String, _ status: Int, _ error: String) -> Sight {
        Sight(name: name) { answer in
            answer.status == status && (try? JSONValue.parse(answer.body))?["error"]?.stringValue == error
        }
    }

    static let sights: [Sight] = [
        member("id-token-missing") { $0["id_token"] == nil && $0["access_token"] != nil },
        member("id-token-empty") { $0["id_token"]?.stringValue == "" },
        member("id-token-null") { $0["id_token"] == .null },
        member("id-token-not-a-jwt") { $0["id_token"]?.stringValue == "not.a.jwt" },
        member("id-token-truncated") { $0["id_token"]?.stringValue?.split(separator: ".").count == 2 },
        member("access-token-missing") { $0["access_token"] == nil && $0["id_token"] != nil },
        member("token-type-unknown") { $0["token_type"]?.stringValue == "mac" },
        status("token-400", 400, "invalid_grant"), status("token-401", 401, "invalid_client"),
        status("token-403", 403, "access_denied"), status("token-429", 429, "too_many_requests"),
        status("token-400-invalid-request", 400, "invalid_request"),
        status("token-400-unauthorized-client", 400, "unauthorized_client"),
        status("token-400-unsupported-grant-type", 400, "unsupported_grant_type"),
        status("token-400-invalid-scope", 400, "invalid_scope"), status("token-200-error", 200, "invalid_grant"),
        Sight(name: "token-502-html") { $0.status == 502 && $0.body.starts(with: Array("<!DOCTYPE html>".utf8)) },
        Sight(name: "token-text-plain") { $0.headers.all("Content-Type") == ["text/plain"] },
        Sight(name: "refresh-token-missing") {
            $0.status == 200 && (try? JSONValue.parse($0.body))?["refresh_token"] == nil
        },
        status("token-500", 500, "server_error"), status("token-503", 503, "temporarily_unavailable"),
        Sight(name: "token-not-json") { $0.status == 200 && (try? JSONValue.parse($0.body)) == nil },
        Sight(name: "token-html") { $0.headers.first("Content-Type") == "text/html; charset=utf-8" },
        Sight(name: "token-empty") { $0.status == 200 && $0.body.isEmpty },
        Sight(name: "token-json-array") { $0.body == Array("[]".utf8) },
        Sight(name: "token-redirect") { $0.status == 302 },
        Sight(name: "token-huge") { $0.body.count > 4 << 20 && (try? JSONValue.parse($0.body)) != nil },
    ]

    /// So that a refresh token is due.
    static let offline: [String: String?] = ["scope": "openid offline_access"]

    @Test(arguments: sights)
    func theDefectShowsOnceAndTheNextAnswerIsRight(_ sight: Sight) async throws {
        try await ProviderStage.with { stage async throws in
            try stage.provider.misbehave(sight.name, times: 1)
            let wrong = try await stage.token(code: try await stage.code(Self.offline))
            #expect(sight.shows(wrong))
            let right = try await stage.token(code: try await stage.code(Self.offline))
            #expect(!sight.shows(right))
            #expect(right.status == 200)
        }
    }

    @Test func everyTokenAnswerDefectOfTheCatalogueIsShown() {
        let shown = Set(Self.sights.map(\.name)).union(DelayTests.names)
        #expect(DefectCatalogue.all.filter { $0.place == .tokenAnswer && !shown.contains($0.name) }.map(\.name) == [])
    }
}
