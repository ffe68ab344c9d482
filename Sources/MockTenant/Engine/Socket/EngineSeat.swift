// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// Which engine session a socket asks for, taken from the raw path.
///
/// - Source: qlik-api-ts and enigma.js build `/app/<id>[/identity/<id>][/ttl/<s>]`; the gateway knows
///   `SessionApp_`, `engineData` and `%3Ftransient%3D` besides.
struct EngineSeat: Sendable, Hashable {
    /// The app as it stands in the path.
    let app: String
    /// Sockets with another identity get an engine session of their own.
    let identity: String?
    /// How long the engine session outlives its last socket, in seconds.
    let ttlSeconds: Int64
    let user: TenantUser
    /// The session that opened it; nil for an API key.
    let sessionKey: Int?
    /// The app whose contents a session app begins with.
    var source: String?

    /// The gateway asks the engine for this time where the path has none.
    static let standardTTLSeconds: Int64 = 120

    /// The part of a path behind `/app/`, or nil where it is no such thing.
    static func parse(_ rest: String) -> (app: String, identity: String?, ttl: Int64?)? {
        let parts = rest.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard let app = parts.first, isApp(app), parts.count % 2 == 1 else { return nil }
        var identity: String?
        var ttl: Int64?
        for index in stride(from: 1, to: parts.count, by: 2) {
            switch parts[index] {
            case "identity" where identity == nil && !parts[index + 1].isEmpty: identity = parts[index + 1]
            case "ttl":
                guard ttl == nil, let seconds = Int64(parts[index + 1]), seconds >= 0 else { return nil }
                ttl = seconds
            default: return nil
            }
        }
        return (app, identity, ttl)
    }

    /// Apps that exist for everybody: the global connection and session apps.
    var isAppless: Bool { app == "engineData" || isSessionApp }

    /// Apps that live and die with their engine session, and are open from the start.
    var isSessionApp: Bool { app == "%3Ftransient%3D" || app.hasPrefix("SessionApp_") }

    /// The app of that id, as far as this seat may open it.
    func app(_ id: String, of apps: [TenantApp]) -> TenantApp? {
        if id == app, isSessionApp {
            let source = apps.first { $0.id == self.source && $0.isAccessible }
            return TenantApp(
                id: id, title: source?.title ?? id, table: source?.table ?? TenantTable(),
                objects: source?.objects ?? [], bookmarks: source?.bookmarks ?? [],
                variables: source?.variables ?? [], script: source?.script ?? "")
        }
        return apps.first { $0.id == id && $0.isAccessible }
    }

    private static func isApp(_ text: String) -> Bool {
        if text == "%3Ftransient%3D" { return true }
        let id = text.hasPrefix("SessionApp_") ? String(text.dropFirst("SessionApp_".count)) : text
        return !id.isEmpty
            && id.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
                    true
                default: false
                }
            }
    }
}
