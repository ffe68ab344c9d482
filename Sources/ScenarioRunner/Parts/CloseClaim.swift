// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import ScenarioLanguage
internal import Wire

/// How a socket must have ended.
struct CloseClaim: Sendable {
    static let keys = ["code", "reason", "within"]

    private indirect enum Code: Sendable {
        case any
        case none
        case lost
        case legal
        case number(UInt16)
        case oneOf([Code])
    }

    private let code: Code
    private let reason: TextPattern?
    /// How long the end may take.
    let within: Duration

    init(_ node: Node, further: [String]) throws(Diagnostic) {
        guard case .map = node else {
            code = node.isNothing ? .any : try Self.code(node)
            reason = nil
            within = Scene.socketPatience
            return
        }
        let map = try node.asMap(Self.keys + further)
        if let node = map["code"] { code = try Self.code(node) } else { code = .any }
        if let node = map["reason"] { reason = try TextPattern(node) } else { reason = nil }
        within = try map["within"]?.duration() ?? Scene.socketPatience
    }

    private static func code(_ node: Node) throws(Diagnostic) -> Code {
        switch node.scalarText {
        case "none": return .none
        case "lost": return .lost
        case "legal": return .legal
        default: break
        }
        if case .list(let members, _) = node {
            var codes: [Code] = []
            for member in members { codes.append(try Self.code(member)) }
            return .oneOf(codes)
        }
        let number = try node.count()
        guard let code = UInt16(exactly: number) else { throw Diagnostic(node.place, "\(number) is no close code") }
        return .number(code)
    }

    /// What does not hold of the socket so far; `ender` is who must have closed it.
    func look(_ exchange: WitnessedExchange?, by ender: WitnessedSocket.ClosedBy, _ scene: Scene) async throws
        -> Sighting
    {
        guard let exchange, let socket = exchange.socket else {
            return Sighting(mismatches: [Mismatch(expected: "a socket", seen: "none")])
        }
        guard let closedBy = socket.closedBy else {
            return Sighting(mismatches: [Mismatch(expected: inWords, seen: "still open")], exchanges: [exchange])
        }
        let seen = Self.describe(socket)
        let isRight = Self.fits(socket, code) && (closedBy == ender || closedBy == .lost)
        var mismatches = isRight ? [] : [Mismatch(expected: inWords, seen: seen)]
        if let reason, try await !reason.matches([socket.closeReason], scene) {
            mismatches.append(Mismatch(expected: "reason \(reason.inWords)", seen: seen))
        }
        return Sighting(mismatches: mismatches, exchanges: [exchange], isFinal: true)
    }

    /// 1005, 1006 and 1015 never travel (RFC 6455 §7.4.1); below 1000 and from 5000 nothing is defined.
    private static func isLegal(_ code: UInt16) -> Bool {
        (1000...1014).contains(code) && ![1004, 1005, 1006].contains(code) || (3000...4999).contains(code)
    }

    private static func fits(_ socket: WitnessedSocket, _ code: Code) -> Bool {
        let isLost = socket.closedBy == .lost
        return switch code {
        case .any: true
        case .lost: isLost
        case .none: !isLost && socket.closeCode == nil
        case .legal: !isLost && socket.closeCode.map(Self.isLegal) ?? true
        case .number(let number): !isLost && socket.closeCode == number
        case .oneOf(let codes): codes.contains { fits(socket, $0) }
        }
    }

    private static func describe(_ socket: WitnessedSocket) -> String {
        guard let closedBy = socket.closedBy else { return "still open" }
        if closedBy == .lost { return "the connection ended without a close frame" }
        let code = socket.closeCode.map { "code \($0)" } ?? "an empty close frame"
        return "closed by the \(closedBy.rawValue) with \(code), reason \"\(socket.closeReason)\""
    }

    private var inWords: String { Self.inWords(code) }

    private static func inWords(_ code: Code) -> String {
        switch code {
        case .any: "closed"
        case .none: "closed with an empty close frame"
        case .lost: "the connection ended without a close frame"
        case .legal: "closed with a code that may travel"
        case .number(let number): "closed with \(number)"
        case .oneOf(let codes): codes.map(inWords).joined(separator: ", or ")
        }
    }
}
