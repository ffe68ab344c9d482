// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

public import RESP
import Transport

/// Where sessions are kept.
public enum SessionStoreLocation: Sendable, Hashable {
    /// In memory, until the process ends.
    case memory
    /// In one SQLite file.
    case sqlite(path: String)
    /// In a Redis server, which several proxies may share.
    case redis(RESPAddress)
}

extension SessionStoreLocation {
    /// Reads `sessionStore`, or the published variables `redis_db`, `redis_port` and `redis_pwd`, which name a Redis server.
    init(_ reader: inout EnvironmentReader) {
        guard let host = reader.optional("redis_db") else {
            for variable in ["redis_port", "redis_pwd"] where reader.optional(variable) != nil {
                reader.report(variable, "is set, although redis_db names no server.")
            }
            self = Self.location(reader.optional("sessionStore") ?? "sessions.sqlite", &reader)
            return
        }
        if reader.optional("sessionStore") != nil {
            reader.report("sessionStore", "and redis_db name a store each; leave one of them out.")
        }
        if host.contains(where: { "/@: ".contains($0) }) {
            reader.report("redis_db", "is not the name of a host; a whole address is for sessionStore.")
        }
        let port = reader.number("redis_port", in: 1...65535, otherwise: RESPAddress.defaultPort)
        self = .redis(
            RESPAddress(endpoint: Endpoint(host: host, port: port), password: reader.optional("redis_pwd")))
    }

    private static func location(_ text: String, _ reader: inout EnvironmentReader) -> SessionStoreLocation {
        if text == "memory" { return .memory }
        guard RESPAddress.isMeant(by: text) else { return .sqlite(path: text) }
        do {
            return .redis(try RESPAddress(text))
        } catch {
            reader.report("sessionStore", "is no usable address of a Redis server. \(error.reason)")
            return .memory
        }
    }
}
