// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import ArgumentParser
import ScenarioLanguage
import Terminal
import Testbed

/// What a served tenant holds.
struct DataOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "A folder with the tenant's data.",
            discussion: "Files as in Fixtures/Tenant. Default: the data that come with the package.",
            valueName: "folder"))
    var data: String?

    /// Keys, files and the tenant's data for one run.
    ///
    /// - Throws: `InvalidInput` with everything that is wrong with the data.
    func material() throws -> RunMaterial {
        do {
            return try RunMaterial(data: data)
        } catch let problem as TenantDataProblem {
            throw InvalidInput(problem.diagnostics.map(\.description))
        }
    }
}
