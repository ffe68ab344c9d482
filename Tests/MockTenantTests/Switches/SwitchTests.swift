// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Testing
import Wire

@testable import MockTenant

/// Every switch of the tenant does something that a client can see, and its default is the contract's.
@Suite struct SwitchTests {
    @Test(arguments: SwitchProof.all)
    func everySettingShowsOnTheWire(_ proof: SwitchProof) async throws {
        for setting in proof.settings {
            try await TenantHarness.run { harness in
                try harness.tenant.setSwitch(proof.name, to: setting.value)
                let seen = try await proof.look(harness)
                #expect(seen == setting.seen, "\(proof.name): \(setting.value)")
            }
        }
    }

    @Test func everySwitchIsProvenInItsDefaultAndInAnother() throws {
        #expect(SwitchProof.all.map(\.name).sorted() == TenantSwitches.names.sorted())
        for entry in TenantSwitches.list {
            let proof = try #require(SwitchProof.all.first { $0.name == entry.name })
            #expect(proof.settings.first?.value == entry.standard, "\(entry.name)")
            let words = Set(entry.values.split(separator: " ").filter { $0 != "|" }.map(String.init))
            if entry.values.contains("|") {
                #expect(Set(proof.settings.map(\.value)) == words, "\(entry.name)")
            }
            #expect(Set(proof.settings.map(\.seen)).count > 1, "\(entry.name)")
        }
    }

    @Test func everyUnknownOfTheContractHasASwitch() {
        #expect(Set(TenantSwitches.list.compactMap(\.unknown)) == Set(1...40))
    }

    @Test func namesAreUniqueAndValuesReadBackAsTheyWereSet() throws {
        #expect(Set(TenantSwitches.names).count == TenantSwitches.names.count)
        #expect(Mirror(reflecting: TenantSwitches()).children.count == TenantSwitches.names.count)
        for proof in SwitchProof.all {
            let entry = try #require(TenantSwitches.list.first { $0.name == proof.name })
            for setting in proof.settings {
                var switches = TenantSwitches()
                try switches.set(proof.name, to: setting.value)
                #expect(entry.value(in: switches) == setting.value)
            }
        }
    }

    @Test func whatASwitchDoesNotTakeIsNamedWithWhatItTakes() {
        var switches = TenantSwitches()
        let rows = [
            ("nope", "on", "the tenant has no switch nope"),
            ("checks-origin", "maybe", "the switch checks-origin does not take maybe, but: on | off"),
            ("algorithms", "HS256", "the switch algorithms does not take HS256, but: names, as in: RS256 PS384 ES512"),
            ("plain-app-status", "-1", "the switch plain-app-status does not take -1, but: 400 or 426"),
            ("removed-user", "402", "the switch removed-user does not take 402, but: 401 | 403"),
        ]
        for (name, value, reason) in rows {
            let problem = #expect(throws: TenantSwitchProblem.self) { try switches.set(name, to: value) }
            #expect(problem?.reason == reason)
        }
        #expect(switches == TenantSwitches())
    }
}
