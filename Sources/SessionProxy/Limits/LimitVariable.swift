// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// A variable that sets a limit: its name, what it may be, and what is said of it.
struct LimitVariable: Sendable {
    let name: String
    let path: any WritableKeyPath<ProxyLimits, Int> & Sendable
    let range: ClosedRange<Int>
    let meaning: String

    /// All of them, in the order in which they are documented.
    static let all: [LimitVariable] = [
        LimitVariable(
            name: "requestLineLimit", path: \.requestLineBytes, range: 256...1 << 20,
            meaning: "bytes of a request line; above them 414"),
        LimitVariable(
            name: "headerLineLimit", path: \.headerLineBytes, range: 256...1 << 20,
            meaning: "bytes of one header line; above them 431"),
        LimitVariable(
            name: "headLimit", path: \.headBytes, range: 1024...16 << 20,
            meaning: "bytes of a whole request head; above them 431"),
        LimitVariable(
            name: "bodyLimit", path: \.bodyBytes, range: 1...1 << 40, meaning: "bytes of a request body; above them 413"
        ),
        LimitVariable(
            name: "messageLimit", path: \.messageBytes, range: 1024...1 << 40,
            meaning: "bytes of a WebSocket message; above them the socket is closed with 1009"),
        LimitVariable(
            name: "socketsLimit", path: \.socketsPerUser, range: 1...1_000_000,
            meaning: "open sockets of one user at this instance; above them 429"),
        LimitVariable(
            name: "sessionsLimit", path: \.sessionsPerUser, range: 1...1_000_000,
            meaning: "sessions of one user in the store; one more ends the one unused for longest"),
        LimitVariable(
            name: "signInsLimit", path: \.signInsPerAddress, range: 1...1_000_000,
            meaning: "unfinished sign-ins of one address at this instance; above them 429"),
    ]

    /// Reads all of them.
    static func read(_ reader: inout EnvironmentReader) -> ProxyLimits {
        var limits = ProxyLimits()
        for variable in all {
            limits[keyPath: variable.path] = reader.size(
                variable.name, in: variable.range, otherwise: limits[keyPath: variable.path])
        }
        return limits
    }
}

/// A variable that sets how long a slow browser is waited for.
struct PatienceVariable: Sendable {
    let name: String
    let path: any WritableKeyPath<ProxyPatience, Duration> & Sendable
    let meaning: String

    /// All of them, in the order in which they are documented.
    static let all: [PatienceVariable] = [
        PatienceVariable(name: "headTimeout", path: \.head, meaning: "for a request's head; then 408"),
        PatienceVariable(
            name: "bodyTimeout", path: \.body,
            meaning: "for a request's body, of which each KiB buys another second; then 408"),
        PatienceVariable(
            name: "writeTimeout", path: \.write, meaning: "for a browser that takes nothing of what is written to it"),
    ]

    /// Reads all of them.
    static func read(_ reader: inout EnvironmentReader) -> ProxyPatience {
        var patience = ProxyPatience()
        for variable in all {
            patience[keyPath: variable.path] = reader.duration(
                variable.name, otherwise: patience[keyPath: variable.path])
        }
        return patience
    }
}

extension ProxyConfiguration {
    /// The variables that set limits, each with its default and meaning, as sentences for a help text.
    public static var limitsHelp: String {
        let limits = LimitVariable.all.map { variable in
            "\(variable.name) (\(ProxyLimits()[keyPath: variable.path])): \(variable.meaning)"
        }
        let times = PatienceVariable.all.map { variable in
            "\(variable.name) (\(ProxyPatience()[keyPath: variable.path].components.seconds)s): \(variable.meaning)"
        }
        return (limits + times).joined(separator: "; ")
    }
}
