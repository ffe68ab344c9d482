// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import Transport

extension ForwardingSettings {
    /// What the forwarding path needs to know of a configuration.
    init(_ configuration: ProxyConfiguration, _ components: ProxyComponents) {
        self.init(
            tenant: Endpoint(host: configuration.tenant.host, port: configuration.tenant.port),
            tenantAuthority: configuration.tenant.authority, publicOrigin: configuration.publicOrigin,
            sessionCookieName: configuration.sessionCookieName, webIntegrationID: configuration.webIntegrationID,
            rules: ForwardingRules(ownPaths: configuration.ownPaths))
        allowedOrigins = configuration.allowedOrigins
        times.answer = TimeAmount(configuration.answerTimeout)
        times.upgrade = TimeAmount(configuration.upgradeTimeout)
        time = components.time
        random = components.random
    }
}
