// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Testing
import Transport
import Wire

@testable import MockTenant

/// What clients load and list: contract §3.3 and §6.1.
@Suite struct InventoryTests {
    @Test("§3.3.1 users/me has every member of a user")
    func userHasItsMembers() async throws {
        try await TenantHarness.run { harness in
            let me = try await harness.signIn().json("/api/v1/users/me")
            let names = [
                "id", "tenantId", "subject", "name", "email", "status", "roles", "assignedRoles", "groups",
                "assignedGroups", "locale", "zoneinfo", "created", "createdAt", "lastUpdated", "lastUpdatedAt", "links",
            ]
            #expect(names.allSatisfy { me[$0] != nil })
            #expect(me["status"] == "active" && me["tenantId"]?.stringValue?.count == 32)
        }
    }

    @Test("§6.1.15 tenants/me names the tenant and its hosts")
    func tenantTellsItsHosts() async throws {
        try await TenantHarness.run {
            $0.hosts = ["tenant.localhost", "alias.localhost"]
        } _: { harness in
            let tenant = try await harness.signIn().json("/api/v1/tenants/me")
            #expect(tenant["hostnames"] == ["tenant.localhost", "alias.localhost"])
            #expect(tenant["name"] == "Tenantless" && tenant["region"] == "eu" && tenant["status"] == "active")
        }
    }

    @Test("§6.1.9 boot/core-init bundles what pages ask for at their start")
    func bootBundlesItsParts() async throws {
        try await TenantHarness.run { harness in
            let browser = try await harness.signIn()
            let parts = try #require(try await browser.json("/api/v1/boot/core-init").arrayValue)
            let paths = parts.compactMap { $0["path"]?.stringValue }
            for path in ["brands/active", "claims/me", "tenant-settings", "tenants/me", "user-settings", "user-locale"]
            {
                #expect(paths.contains("/api/v1/\(path)"))
            }
            let me = try #require(parts.first { $0["path"] == "/api/v1/users/me" })
            #expect(me["status"] == 200 && me["method"] == "GET")
            #expect(me["data"] == (try await browser.json("/api/v1/users/me")))
        }
    }

    @Test("§6.1.10 features is a map of flags")
    func featuresAreFlags() async throws {
        try await TenantHarness.run { harness in
            let features = try await harness.signIn().json("/api/v1/features")
            #expect(features["QLIK_EMBED"] == true && features["AUTOML"] == false)
        }
    }

    @Test("§6.1.14 spaces tells kinds, counts and the personal space")
    func spacesAreListed() async throws {
        try await TenantHarness.run { harness in
            let browser = try await harness.signIn()
            let spaces = try await browser.json("/api/v1/spaces")
            let first = try #require(spaces["data"]?[0])
            #expect(first["id"]?.stringValue?.count == 24 && first["type"] == "shared")
            #expect(first["meta"]?["assignableRoles"] != nil && first["links"]?["assignments"] != nil)
            #expect(spaces["meta"]?["count"] == 2 && spaces["meta"]?["personalSpace"] != nil)
            let own = try #require(first["links"]?["self"]?["href"]?.stringValue)
            #expect(own.hasPrefix(harness.tenant.origin))
            #expect(try await browser.json(String(own.dropFirst(harness.tenant.origin.count)))["name"] == "Team")
            #expect(try await browser.send("GET", "/api/v1/spaces/none").head.status == 404)
        }
    }

    @Test("§6.1.11 apps/{id} tells attributes, privileges and what can be created")
    func appTellsItsAttributes() async throws {
        try await TenantHarness.run { harness in
            let browser = try await harness.signIn()
            let app = try await browser.json("/api/v1/apps/\(TenantApp.sales.id)")
            let attributes = try #require(app["attributes"])
            #expect(attributes["name"] == "Sales" && attributes["published"] == true)
            for name in ["description", "ownerId", "createdDate", "lastReloadTime", "usage", "custom", "encrypted"] {
                #expect(attributes[name] != nil, "\(name)")
            }
            #expect(app["privileges"]?.arrayValue?.isEmpty == false && app["create"]?[0]?["canCreate"] == true)
            let forbidden = try await browser.send("GET", "/api/v1/apps/\(TenantApp.forbidden.id)")
            #expect(forbidden.head.status == 403 && forbidden.isInvented)
            #expect(try await browser.send("GET", "/api/v1/apps/none").head.status == 404)
        }
    }

    @Test("§6.1.12 §6.3.1 apps/{id}/media lists folders and serves files and a thumbnail")
    func mediaIsListedAndServed() async throws {
        try await TenantHarness.run { harness in
            let browser = try await harness.signIn()
            let media = "/api/v1/apps/\(TenantApp.sales.id)/media"
            let top = try await browser.json("\(media)/list/")["data"]?.arrayValue ?? []
            #expect(top.map { $0["name"] } == ["logo.png", "maps"] && top[1]["type"] == "folder")
            let link = try #require(top[1]["link"]?.stringValue)
            #expect(try await browser.json(link)["data"]?[0]?["name"] == "north.svg")
            let logo = try await browser.send("GET", "\(media)/files/logo.png")
            #expect(logo.header("Content-Type") == "image/png" && logo.body.prefix(4) == [0x89, 0x50, 0x4e, 0x47])
            let map = try await browser.send("GET", "\(media)/files/maps%2Fnorth.svg")
            #expect(map.head.status == 200 && map.header("Content-Type") == "image/svg+xml")
            #expect(try await browser.send("GET", "\(media)/thumbnail").header("Content-Type") == "image/png")
            #expect(try await browser.send("GET", "\(media)/files/none.png").head.status == 404)
            #expect(try await browser.send("GET", "\(media)/list/none").head.status == 404)
        }
    }

    @Test("§6.1.16 brands/active names files that its paths serve; the default brand is told as nothing")
    func brandNamesItsFiles() async throws {
        try await TenantHarness.run { harness in
            let browser = try await harness.signIn()
            let brand = try await browser.json("/api/v1/brands/active")
            #expect(brand["active"] == true)
            for file in brand["files"]?.arrayValue ?? [] {
                let answer = try await browser.send("GET", try #require(file["path"]?.stringValue))
                #expect(answer.header("Content-Type") == file["contentType"]?.stringValue)
                #expect(answer.header("ETag") == file["eTag"]?.stringValue.map { "\"\($0)\"" })
            }
            #expect(try await browser.send("GET", "/api/v1/brands/other/files/logo").head.status == 404)
        }
        try await TenantHarness.run {
            $0.data.brand = nil
        } _: { harness in
            let answer = try await harness.signIn().send("GET", "/api/v1/brands/active")
            #expect(answer.head.status == 204)
        }
    }

    @Test(
        "§6.1.17 §6.3.1 §7.8 themes and extensions: a list, an archive, single files; 404 and 410",
        arguments: ["themes", "extensions"])
    func packagesAreServed(_ kind: String) async throws {
        try await TenantHarness.run { harness in
            let browser = try await harness.signIn()
            let (id, file) = kind == "themes" ? ("plain", "theme.css") : ("bars", "bars.js")
            let list = try await browser.json("/api/v1/\(kind)")
            #expect(list["data"]?.arrayValue?.map { $0["id"] } == [.string(id)])
            let archive = try await browser.send("GET", "/api/v1/\(kind)/\(id)/file")
            #expect(archive.header("Content-Type") == "application/zip" && archive.body.starts(with: Array("PK".utf8)))
            #expect(archive.header("Content-Disposition") == "attachment; filename=\"\(id).zip\"")
            let single = try await browser.send("GET", "/api/v1/\(kind)/\(id)/file/\(file)")
            #expect(single.head.status == 200 && single.header("Content-Security-Policy") == "default-src 'none'")
            #expect(try await browser.send("GET", "/api/v1/\(kind)/\(id)/file/none").head.status == 404)
            #expect(try await browser.send("GET", "/api/v1/\(kind)/none/file").head.status == 404)
        }
    }

    @Test("§6.1.17 a theme that was deleted is gone")
    func deletedThemeIsGone() async throws {
        try await TenantHarness.run { harness in
            let browser = try await harness.signIn()
            #expect(try await browser.send("GET", "/api/v1/themes/former/file").head.status == 410)
            #expect(try await browser.send("GET", "/api/v1/themes/former/file/theme.css").head.status == 410)
        }
    }

    @Test("§6.1.6 §7.8 /extensions/<name>/<file> is the file of the REST interface")
    func extensionsAreServedByName() async throws {
        try await TenantHarness.run { harness in
            let browser = try await harness.signIn()
            let byName = try await browser.send("GET", "/extensions/bars/bars.js")
            let byID = try await browser.send("GET", "/api/v1/extensions/bars/file/bars.js")
            #expect(byName.head.status == 200 && byName.body == byID.body)
            #expect(byName.header("Content-Security-Policy") == "default-src 'none'")
        }
    }

    @Test("§6.1.2 §6.1.3 §6.1.8 the loader, js/qlik and the embed script define what pages use")
    func scriptsDefineTheirNames() async throws {
        try await TenantHarness.run { harness in
            let loader = try await harness.send("GET", "/resources/assets/external/requirejs/require.js").text
            #expect(["define.amd", "require.config", "root.require"].allSatisfy(loader.contains))
            let qlik = try await harness.send("GET", "/resources/js/qlik.js").text
            #expect(["define(\"js/qlik\"", "openApp", "getObject", "getLayout", "theme"].allSatisfy(qlik.contains))
            let embed = try await harness.send("GET", "/qlik-embed/main.js")
            #expect(embed.text.contains("QlikMain") && embed.header("Content-Type") == "application/javascript")
            #expect(try await harness.send("GET", "/assets/none.svg").head.status == 404)
        }
    }

    @Test("§7.3 a personal file is private, has an entity tag and is not sent twice")
    func personalFilesAreRevalidated() async throws {
        try await TenantHarness.run { harness in
            let browser = try await harness.signIn()
            let target = "/api/v1/themes/plain/file/theme.css"
            let first = try await browser.send("GET", target)
            #expect(first.header("Cache-Control") == "private, must-revalidate, max-age=0")
            let tag = try #require(first.header("ETag"))
            let again = try await browser.send("GET", target, ["If-None-Match": tag])
            #expect(again.head.status == 304 && again.body.isEmpty && again.header("ETag") == tag)
            let ben = try await harness.signIn("ben")
            #expect(try await ben.send("GET", target, ["If-None-Match": tag]).head.status == 200)
        }
    }
}
