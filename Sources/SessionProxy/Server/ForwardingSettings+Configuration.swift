// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import Transport
import Wire

extension ForwardingSettings {
    /// What the forwarding path needs to know of a configuration.
    init(_ configuration: ProxyConfiguration, _ components: ProxyComponents) {
        self.init(
            tenant: Endpoint(host: configuration.tenant.host, port: configuration.tenant.port),
            tenantAuthority: configuration.tenant.authority, publicOrigin: configuration.publicOrigin,
            sessionCookieName: configuration.sessionCookieName, webIntegrationID: configuration.webIntegrationID,
            rules: ForwardingRules(ownPaths: configuration.ownPaths))
        allowedOrigins = configuration.allowedOrigins
        let limits = configuration.limits
        self.limits.requestHead.startLineBytes = limits.requestLineBytes
        self.limits.requestHead.fieldLineBytes = limits.headerLineBytes
        self.limits.requestHead.headBytes = limits.headBytes
        self.limits.requestBodyBytes = limits.bodyBytes
        self.limits.messageBytes = UInt64(limits.messageBytes)
        self.limits.socketsPerUser = limits.socketsPerUser
        times.head = TimeAmount(configuration.patience.head)
        times.bodyGrace = TimeAmount(configuration.patience.body)
        times.writeStall = TimeAmount(configuration.patience.write)
        times.answer = TimeAmount(configuration.answerTimeout)
        times.upgrade = TimeAmount(configuration.upgradeTimeout)
        time = components.time
        random = components.random
    }
}
