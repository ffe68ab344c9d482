// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import MockIdentityProvider
import Testing

/// The modules of the OpenID Foundation's tests for relying parties, and what plays them.
@Suite struct ConformanceModuleTests {
    @Test func everyModuleIsListedOnce() {
        let names = ConformanceModule.all.map(\.name)
        #expect(Set(names).count == names.count)
        #expect(ConformanceModule.all.allSatisfy { !$0.profiles.isEmpty })
    }

    @Test func theModulesPlayedByDefectsAreThoseThatDefectsName() {
        let played = Set(ConformanceModule.all.filter { $0.play == .defect }.map(\.name))
        #expect(Set(DefectCatalogue.all.compactMap(\.testModule)) == played)
    }

    @Test(arguments: [
        ConformanceProfile.basic, .formPost, .configuration, .refreshToken, .initiatedLogout, .backChannelLogout,
    ])
    func aProfileOfOursIsPlayedWhole(_ profile: ConformanceProfile) {
        let modules = ConformanceModule.all.filter { $0.profiles.contains(profile) }
        #expect(!modules.isEmpty)
        for module in modules {
            if case .notOffered = module.play { Issue.record("\(module.name) is not played") }
        }
    }
}
