// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import Wire

/// Writes a witnessed exchange as it passed on the wire: `>` towards the server, `<` towards the client.
enum ExchangeText {
    /// How much of a body or a message is shown: enough for a problem document, too little to flood a terminal.
    static let shownBytes = 400
    /// How many frames of a socket are shown: the last ones, since the failure follows them.
    static let shownFrames = 8

    /// How much of a line is told where only one line is told.
    static let shownLetters = 140
    /// How many letters of what a message carries: all cookies of a session, and one that has no business there.
    static let shownCargo = 420

    /// The exchange in several lines.
    static func text(_ exchange: WitnessedExchange) -> String {
        var lines = [title(exchange)]
        lines.append("> \(exchange.request.method) \(exchange.request.target)")
        lines += fields(exchange.request.headers, mark: ">")
        lines += body(exchange.request.body, mark: ">")
        for response in exchange.interim + [exchange.response].compactMap({ $0 }) {
            lines.append("< \(response.status) \(response.reason)")
            lines += fields(response.headers, mark: "<")
            lines += body(response.body, mark: "<")
        }
        if let socket = exchange.socket { lines += frames(socket) }
        if exchange.outcome != .complete { lines.append("  (\(exchange.outcome))") }
        return lines.joined(separator: "\n")
    }

    private static func title(_ exchange: WitnessedExchange) -> String {
        let actor = exchange.actor.map { ", \($0)" } ?? ""
        let step = exchange.step.map { ", step \($0)" } ?? ""
        return "\(exchange.side.rawValue)\(actor)\(step), connection \(exchange.connection)"
    }

    private static func fields(_ headers: HeaderList, mark: String) -> [String] {
        headers.map { printable("\(mark) \($0.name): \($0.value)") }
    }

    private static func body(_ body: WitnessedBody, mark: String) -> [String] {
        guard body.count > 0 else { return [] }
        return ["\(mark) (\(body.count) bytes) \(printable(body.prefix.prefix(shownBytes)))"]
    }

    private static func frames(_ socket: WitnessedSocket) -> [String] {
        let hidden = socket.frames.count - min(socket.frames.count, shownFrames)
        var lines = hidden > 0 ? ["  (\(hidden) earlier frames)"] : []
        lines += socket.frames.suffix(shownFrames).map { frame in
            let mark = frame.fromClient ? ">" : "<"
            return "\(mark) frame opcode \(frame.opcode)\(frame.fin ? "" : ", more follow"), "
                + "\(frame.payload.count) bytes: \(printable(frame.payload.prefix(shownBytes)))"
        }
        if let closedBy = socket.closedBy {
            let code = socket.closeCode.map { ", code \($0)" } ?? ", no code"
            lines.append("  (closed by \(closedBy)\(code), \"\(socket.closeReason)\")")
        }
        return lines
    }

    /// A frame in one line.
    static func frameTitle(_ frame: WitnessedFrame) -> String {
        let kind = frame.kind.map { "\($0)" } ?? "opcode \(frame.opcode)"
        let text = frame.kind == .binary ? "\(frame.payload.count) bytes" : frame.text
        return "\(kind)\(frame.fin ? "" : " (more follow)") \(text)"
    }

    /// One line that is not too long, without what a terminal would not show.
    static func short(_ text: String, letters: Int = shownLetters) -> String {
        let line = printable(text)
        guard line.count > letters else { return line }
        let cut = line.prefix(letters)
        // A canary's name is told whole or not at all.
        let open = cut.lastIndex(of: "‹").flatMap { cut[$0...].contains("›") ? nil : $0 }
        return cut[..<(open ?? cut.endIndex)] + "…"
    }

    /// Text as it is; what a terminal would not show becomes a dot.
    private static func printable(_ bytes: some Sequence<UInt8>) -> String {
        printable(String(decoding: Array(bytes), as: UTF8.self))
    }

    private static func printable(_ text: String) -> String {
        String(
            text.unicodeScalars.map { scalar in
                scalar.properties.generalCategory == .control ? "." : Character(scalar)
            })
    }
}
