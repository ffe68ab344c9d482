// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Synchronization
import Transport
import Wire

/// One OpenID provider among the many of a mock identity provider, with state and keys of its own.
final class Issuer: Sendable {
    /// The first path segment.
    let name: String
    /// What this issuer always does wrong, if it is named after a defect.
    let standingDefect: IdentityDefect?
    /// Takes logout tokens to relying parties.
    let courier: BackChannelCourier
    let ledger: CanaryLedger
    private let time: TimeSource
    private let random: RandomSource
    private let origin: @Sendable () -> String
    private let state: Mutex<IssuerState>

    init(
        name: String, switches: IdentityProviderSwitches, time: TimeSource, random: RandomSource,
        firstKey: SigningKey?, courier: BackChannelCourier, ledger: CanaryLedger,
        origin: @escaping @Sendable () -> String
    ) {
        self.name = name
        standingDefect = IdentityDefect.named(byIssuer: name)
        self.courier = courier
        self.ledger = ledger
        self.time = time
        self.random = random
        self.origin = origin
        self.state = Mutex(IssuerState(switches: switches, keys: KeyRing(first: firstKey)))
    }

    /// The issuer identifier: the value of `iss`, compared as a string by relying parties.
    var identifier: String { origin() + "/" + name }

    /// Milliseconds since the epoch.
    var now: Int64 { time.now() }

    /// Seconds since the epoch, the unit of a NumericDate (RFC 7519 §2).
    var nowInSeconds: Int64 { now / 1_000 }

    var switches: IdentityProviderSwitches { read { $0.switches } }

    func read<Value: Sendable>(_ body: (IssuerState) throws -> Value) rethrows -> Value {
        try state.withLock { try body($0) }
    }

    func change<Value: Sendable>(_ body: (inout IssuerState) throws -> Value) rethrows -> Value {
        try state.withLock { try body(&$0) }
    }

    /// Begins with the users, clients and switches that another issuer has at this moment.
    func adoptRegistrations(of other: Issuer) {
        let (users, clients, switches) = other.read { ($0.users, $0.clients, $0.switches) }
        change { state in
            state.users = users
            state.clients = clients
            state.switches = switches
        }
    }

    /// A fresh unguessable name: 32 random octets in base64url.
    func freshSecret() -> String { Base64.encode(random.bytes(32), urlSafe: true, padded: false) }

    /// A fresh short name, for key ids and session ids.
    func freshIdentifier() -> String { Base64.encode(random.bytes(12), urlSafe: true, padded: false) }
}
