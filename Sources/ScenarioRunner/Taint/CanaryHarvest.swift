// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import Wire

/// Collects every secret: those that the parties announce, and those that show on the wire.
enum CanaryHarvest {
    /// The owner of what the tenant sets for nobody in particular.
    static let nobody = "tenant"
    /// The owners that are no users: of what parties set for nobody in particular.
    static let ownerless: Set<String> = [nobody, "nobody", "browser", "proxy"]

    static func all(_ stage: any Stage, _ exchanges: [WitnessedExchange]) async -> [Canary] {
        var canaries = await stage.canaries()
        for exchange in exchanges {
            switch exchange.side {
            case .tenant: canaries += tenantCookies(exchange)
            case .browser: canaries += sessions(exchange, stage.facts)
            default: break
            }
        }
        return canaries
    }

    /// Whatever the tenant sets is the tenant's, scripted cookies included.
    private static func tenantCookies(_ exchange: WitnessedExchange) -> [Canary] {
        let owner = exchange.actor ?? nobody
        return lines(exchange).map {
            Canary(kind: .tenantCookie, owner: owner, name: "\(owner).\($0.name)", value: $0.value)
        }
    }

    private static func sessions(_ exchange: WitnessedExchange, _ facts: StageFacts) -> [Canary] {
        let owner = exchange.actor ?? "browser"
        return lines(exchange).filter { $0.name == facts.sessionCookieName }.map {
            Canary(kind: .browserSession, owner: owner, name: "\(owner).session-cookie", value: $0.value)
        }
    }

    private static func lines(_ exchange: WitnessedExchange) -> [SetCookieHeader] {
        let all = exchange.interim.map(\.headers) + [exchange.response?.headers].compactMap { $0 }
        return all.flatMap { $0.all("Set-Cookie") }.compactMap { SetCookieHeader.parse($0) }
    }
}
