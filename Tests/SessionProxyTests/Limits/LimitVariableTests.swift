// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Testing

@testable import SessionProxy

@Suite struct LimitVariableTests {
    @Test func everyLimitIsSetByItsVariable() {
        for variable in LimitVariable.all {
            var reader = EnvironmentReader([variable.name: "2K"])
            #expect(LimitVariable.read(&reader)[keyPath: variable.path] == 2048, "\(variable.name)")
            #expect(reader.problems.isEmpty, "\(variable.name)")
        }
        for variable in PatienceVariable.all {
            var reader = EnvironmentReader([variable.name: "7m"])
            #expect(PatienceVariable.read(&reader)[keyPath: variable.path] == .seconds(420), "\(variable.name)")
        }
    }

    @Test(arguments: ["", "0", "-1", "many", "1 K", "K", "99999999999999999999", "9000000000G"])
    func whatIsNoSizeIsTold(_ text: String) {
        var reader = EnvironmentReader(["bodyLimit": text])
        #expect(LimitVariable.read(&reader).bodyBytes == ProxyLimits().bodyBytes)
        #expect(reader.problems.map(\.variable) == (text.isEmpty ? [] : ["bodyLimit"]))
    }

    @Test func theHelpNamesEveryLimit() {
        for name in LimitVariable.all.map(\.name) + PatienceVariable.all.map(\.name) {
            #expect(ProxyConfiguration.limitsHelp.contains(name))
        }
    }
}
