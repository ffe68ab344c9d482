// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

public import MockIdentityProvider
public import MockTenant
public import Transport
import Wire

/// What a control port drives; what is nil is refused with 404.
public struct ControlledParties: Sendable {
    /// The mock tenant.
    public var tenant: MockTenant?
    /// The mock identity provider.
    public var provider: MockIdentityProvider?
    /// The issuer whose users, keys and switches are meant.
    public var issuer: String
    /// The clock that the parties share, if it can be moved.
    public var clock: ManualClock?

    /// Names the parties.
    public init(
        tenant: MockTenant? = nil, provider: MockIdentityProvider? = nil,
        issuer: String = MockIdentityProvider.defaultIssuer, clock: ManualClock? = nil
    ) {
        self.tenant = tenant
        self.provider = provider
        self.issuer = issuer
        self.clock = clock
    }
}
