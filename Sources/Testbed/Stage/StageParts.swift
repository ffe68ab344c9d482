// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import MockIdentityProvider
import ScenarioRunner
import Transport
import Wire

/// Everything on a stage but the proxy and the browsers.
struct StageParts: Sendable {
    let folder: String
    let tenant: any TenantParty
    let provider: MockIdentityProvider
    let identityDriver: IdentityProviderDriver
    let links: StageLinks
    let clock: any StageClock
    let store: any StageStore
    let log: CapturedLog
    let browserWitness: Witness
    let configured: [Canary]
    let backChannel: HTTPClient

    /// Stops the doubles and removes the files.
    func stop() async {
        await links.stop()
        await backChannel.shutdown()
        await tenant.stop()
        await provider.stop()
        RunMaterial.remove(folder)
    }
}
