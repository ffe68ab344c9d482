// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Synchronization
import Transport

/// The issuers of one provider, found by the first path segment.
final class IssuerDirectory: Sendable {
    let ledger = CanaryLedger()
    let courier: BackChannelCourier
    private let configuration: MockIdentityProviderConfiguration
    private let origin = Mutex("")
    private let issuers = Mutex<[String: Issuer]>([:])

    init(_ configuration: MockIdentityProviderConfiguration) {
        self.configuration = configuration
        courier = BackChannelCourier(tls: configuration.backChannelTLS)
    }

    /// Says under which origin browsers and relying parties reach the provider.
    func advertise(origin: String) {
        self.origin.withLock { $0 = origin }
    }

    /// The origin in all issuer identifiers.
    var advertisedOrigin: String { origin.withLock { $0 } }

    /// The issuer with this name, if it was opened or is named after a defect.
    func issuer(named name: String) -> Issuer? {
        if let issuer = issuers.withLock({ $0[name] }) { return issuer }
        return IdentityDefect.named(byIssuer: name) == nil ? nil : open(name)
    }

    /// The issuer with this name, opened now if it was not.
    func open(_ name: String) -> Issuer {
        issuers.withLock { issuers in
            if let issuer = issuers[name] { return issuer }
            let issuer = Issuer(
                name: name, switches: configuration.switches, time: configuration.time, random: configuration.random,
                firstKey: configuration.firstKey, courier: courier, ledger: ledger,
                origin: { [self] in advertisedOrigin })
            if issuer.standingDefect != nil, let main = issuers[MockIdentityProvider.defaultIssuer] {
                issuer.adoptRegistrations(of: main)
            }
            issuers[name] = issuer
            return issuer
        }
    }
}
