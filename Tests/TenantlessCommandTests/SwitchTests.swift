// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Foundation
import Testing

/// The switches of the mock tenant, as the command shows and takes them.
@Suite struct SwitchTests {
    struct Table: Decodable {
        struct Line: Decodable {
            let unknown: String?
            let name: String
            let values: String
            let standard: String
            let stage: String
            let summary: String
        }
        let schema: Int
        let switches: [Line]
    }

    @Test func theTableTellsNumberDefaultAndValuesOfEachSwitch() async throws {
        let run = try await CommandRun.tenantless("list", "--switches", "--json")
        let table = try JSONDecoder().decode(Table.self, from: Data(run.output.utf8))
        let order = try #require(table.switches.first { $0.name == "cookie-order" })
        #expect(order.unknown == "U2" && order.standard == "documented" && order.stage == "shuffled")
        #expect(order.values == "documented | shuffled | csrf-first | csrf-last")
        #expect(table.schema == 1 && table.switches.allSatisfy { !$0.summary.isEmpty })
        #expect(run.status == 0)
        let text = try await CommandRun.tenantless("list", "--switches")
        #expect(text.output.hasSuffix("\(table.switches.count) switches\n"))
        #expect(table.switches.allSatisfy { text.output.contains($0.name) })
    }

    static let mistakes = [
        (["--switch", "nope=on"], "--switch nope=on: the tenant has no switch nope\n"),
        (["--switch", "checks-origin"], "--switch checks-origin: expected NAME=VALUE\n"),
        (
            ["--switch", "plain-app-status=x"],
            "--switch plain-app-status=x: the switch plain-app-status does not take x, but: 400 or 426\n"
        ),
    ]

    @Test(arguments: mistakes)
    func aSettingThatCannotBeUsedIsNamed(_ arguments: [String], sentence: String) async throws {
        let run = try await CommandRun.tenantless(["serve", "tenant"] + arguments)
        #expect(run.errors == sentence)
        #expect(run.status == 2)
    }

    @Test func aMistakeInASwitchFileIsNamedWithItsPlace() async throws {
        let folder = try ScratchFolder([
            "name.yaml": "cookie-order: shuffled\ncheck-origin: off\n", "value.yaml": "checks-origin: maybe\n",
        ])
        let name = try await CommandRun.tenantless("serve", "tenant", "--switches", "\(folder.path)/name.yaml")
        #expect(
            name.errors.hasSuffix(
                "name.yaml:2:1: error: unknown key \"check-origin\"; did you mean \"checks-origin\"?\n"))
        let value = try await CommandRun.tenantless("serve", "tenant", "--switches", "\(folder.path)/value.yaml")
        #expect(value.errors.contains("value.yaml:1:16: error: the switch checks-origin does not take maybe"))
        #expect(name.status == 2 && value.status == 2)
    }
}
