// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Testing
import Transport
import Wire

@testable import MockTenant

/// Whatever a session is needed for tells users apart: the point of the whole harness.
@Suite struct PersonalBodyTests {
    static let app = "/api/v1/apps/\(TenantApp.sales.id)"
    static let brand = "/api/v1/brands/5a7e5b1c4d0e4c598f3e0d40/files"
    static let targets = [
        "/api/v1/users/me", "/api/v1/user-locale", "/api/v1/tenants/me", "/api/v1/boot/core-init", "/api/v1/features",
        "/api/v1/brands/active", "\(brand)/styles", "\(brand)/logo", "/api/v1/items", "/api/v1/spaces",
        "/api/v1/spaces/5a7e5b1c4d0e4c598f3e0d10", app, "\(app)/media/files/logo.png",
        "\(app)/media/files/maps/north.svg", "\(app)/media/list/", "\(app)/media/thumbnail", "/api/v1/themes",
        "/api/v1/themes/plain/file", "/api/v1/themes/plain/file/theme.json", "/api/v1/extensions",
        "/api/v1/extensions/bars/file", "/api/v1/extensions/bars/file/bars.js", "/extensions/bars/bars.js",
        "/api/v1/web-integrations", "/api/v1/web-integrations/listed", "/api/v1/csp-origins",
        "/api/v1/csp-origins/actions/generate-header", "/api/v1/identity-providers", "/api/v1/data-files",
        "/api/v1/data-files/5a7e5b1c-4d0e-4c59-8f3e-0d6f2b9c1d01", "/api/v1/echo", "/single/?appid=x",
        "/sense/app/x", "/api/core/auth-settings", "/",
    ]

    @Test("every personal body holds its user's marker and no other", arguments: targets)
    func bodyHoldsTheMarkerOfItsUser(_ target: String) async throws {
        try await TenantHarness.run { harness in
            let owners = try await harness.owners(of: target)
            #expect(owners == [["ana"], ["ben"]])
        }
    }

    @Test("§3.2.1 §3.2.2 §3.2.5 without a session the REST interface and extensions answer 401", arguments: targets)
    func nothingPersonalIsToldToStrangers(_ target: String) async throws {
        try await TenantHarness.run { harness in
            let answer = try await harness.send("GET", target)
            let isPage = target.hasPrefix("/s")
            #expect(answer.head.status == (target == "/" ? 200 : isPage ? 302 : 401))
            #expect(!answer.text.contains("marker-"))
        }
    }

    @Test("§3.2.4 §6.1.5 resources, assets and the embed script are the same for everybody")
    func filesForEverybodyHoldNoMarker() async throws {
        try await TenantHarness.run { harness in
            let browser = try await harness.signIn()
            for target in ResourceFiles.all.keys.sorted() {
                let (own, strangers) = (
                    try await browser.send("GET", target), try await harness.send("GET", target)
                )
                #expect(own.head.status == 200 && own.body == strangers.body, "\(target)")
                #expect(own.header("Access-Control-Allow-Origin") == "*")
            }
        }
    }
}
