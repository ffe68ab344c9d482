// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import MockTenant
import ScenarioLanguage
import Testbed
import Testing

/// Tenants' data as files.
@Suite struct TenantDataTests {
    func read(_ files: (String, String)...) -> (data: TenantData, problems: DiagnosticList) {
        TenantDataFolder.read(files.map { SourceText(path: $0.0, text: $0.1) })
    }

    @Test func shippedFilesAreTheStandardData() throws {
        let shipped = try TenantDataFolder.load(TestbedResources.fixtures + "/Tenant")
        let standard = TenantData.standard
        for (app, expected) in zip(shipped.apps, standard.apps) {
            #expect(app.objects == expected.objects && app.table == expected.table, "\(app.title)")
        }
        #expect(shipped.apps == standard.apps)
        #expect(shipped.appDetails == standard.appDetails)
        #expect(shipped.spaces == standard.spaces && shipped.items == standard.items)
        #expect(shipped.themes == standard.themes && shipped.extensions == standard.extensions)
        #expect(shipped.brand == standard.brand && shipped.features == standard.features)
        #expect(shipped.contentOrigins == standard.contentOrigins && shipped.dataFiles == standard.dataFiles)
        #expect(shipped.endpoints == standard.endpoints && !shipped.endpoints.isEmpty)
        #expect(shipped.members == standard.members && shipped.name == standard.name)
    }

    @Test func whatNoFileGivesTheTenantHasNot() {
        let (data, problems) = read(("a.yaml", "tenant: { name: Small }\n"))
        #expect(problems.all.isEmpty)
        #expect(data.name == "Small" && data.apps.isEmpty && data.brand == nil)
    }

    @Test func ordersOfFilesAndKeysDoNotMatter() {
        let (data, problems) = read(
            ("a.yaml", "items: [{ name: One, app: sales, space: s }]\napps: [{ id: sales, title: Sales }]\n"),
            ("b.yaml", "spaces: [{ id: s, name: Team }]\n"))
        #expect(problems.all.isEmpty)
        #expect(data.items == [TenantItem(name: "One", app: "sales", space: "s")])
    }

    static let mistakes: [(String, String)] = [
        ("item: []\n", "a.yaml:1:1: error: unknown key \"item\"; did you mean \"items\"?"),
        ("spaces:\n  - { id: s }\n", "a.yaml:2:5: error: the key \"name\" is missing"),
        (
            "spaces:\n  - { id: s, name: S, kind: share }\n",
            "a.yaml:2:29: error: unknown kind of space \"share\"; did you mean \"shared\"?"
        ),
        (
            "endpoints:\n  - { name: A, paths: [/a], access: pages, mark: seen, page: A }\n",
            "a.yaml:2:37: error: unknown access \"pages\"; did you mean \"page\"?"
        ),
        (
            "endpoints:\n  - { name: A, paths: [/a], access: page, mark: seen }\n",
            "a.yaml:2:5: error: the key \"type\" is missing"
        ),
        ("items:\n  - { name: One, app: nope }\n", "a.yaml:2:23: error: unknown app id \"nope\""),
        (
            "apps:\n  - { id: a, title: A }\n  - { id: a, title: B }\n",
            "a.yaml:3:5: error: an app with the id a exists already"
        ),
        (
            "apps:\n  - id: a\n    title: A\n    table: { name: T, fields: [X, Y], rows: [[1]] }\n",
            "a.yaml:4:46: error: expected 2 cells, one per field, found 1"
        ),
        ("apps:\n  - { id: a, title: A, contents: none }\n", "a.yaml:2:34: error: unknown contents \"none\""),
        ("features: { X: maybe }\n", "a.yaml:1:16: error: expected true or false, found \"maybe\""),
        (
            "brand: { id: b, name: B, files: [{ path: flag, type: t }] }\n",
            "a.yaml:1:42: error: unknown file of a brand \"flag\""
        ),
    ]

    @Test(arguments: mistakes.indices)
    func mistakesAreToldWithTheirPlace(_ index: Int) {
        let (text, expected) = Self.mistakes[index]
        #expect(read(("a.yaml", text)).problems.all.map(\.description) == [expected])
    }

    @Test func aKeyStandsInOneFileOnly() {
        let (_, problems) = read(("a.yaml", "spaces: []\n"), ("b.yaml", "spaces: []\n"))
        #expect(problems.all.map(\.description) == ["b.yaml:1:1: error: \"spaces\" stands in a.yaml:1:1 already"])
    }

    @Test func aFolderThatIsNotThereIsNamed() {
        #expect(throws: TenantDataProblem.self) { try TenantDataFolder.load("/nowhere/at/all") }
    }
}
