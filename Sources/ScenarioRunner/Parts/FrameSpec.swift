// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import ScenarioLanguage
internal import Wire

/// One or more WebSocket frames as a step writes them.
struct FrameSpec: Sendable {
    /// Keys of which exactly one is given.
    static let contents = [
        "text", "binary", "json", "ping", "pong", "fragments", "numbered", "random", "random-text", "raw",
    ]
    /// Keys that go with `text`, `binary`, `json`, `random` and `random-text`.
    static let keys = contents + ["pieces"]

    private enum Content: Sendable {
        case body(BodySpec, opcode: UInt8)
        case control([UInt8], opcode: UInt8)
        case fragments([FrameSpec])
        case numbered(Int)
        case raw(StageFrame)
    }

    private let content: Content
    private let pieces: Int

    init(_ map: NodeMap) throws(Diagnostic) {
        guard let entry = try map.one(among: Self.contents) else {
            throw Diagnostic(map.place, "expected one of \(Self.contents.joined(separator: ", "))")
        }
        pieces = max(1, try map["pieces"]?.count() ?? 1)
        switch entry.key {
        case "ping": content = .control(try entry.value.hexBytes(), opcode: 9)
        case "pong": content = .control(try entry.value.hexBytes(), opcode: 10)
        case "numbered": content = .numbered(try entry.value.count())
        case "raw": content = .raw(try Self.raw(entry.value))
        case "fragments":
            var fragments: [FrameSpec] = []
            for node in try entry.value.asList() { fragments.append(try FrameSpec(fragment: node)) }
            content = .fragments(fragments)
        default:
            let isBinary = entry.key == "binary" || entry.key == "random"
            content = .body(try BodySpec(entry), opcode: isBinary ? 2 : 1)
        }
    }

    /// A bare text stands for `{ text: … }`.
    private init(fragment node: Node) throws(Diagnostic) {
        if case .map = node {
            try self.init(node.asMap(["text", "binary", "json", "ping", "pong"]))
            return
        }
        let entry = Node.Entry(key: "text", keyPlace: node.place, value: node)
        try self.init(NodeMap(entries: [entry], place: node.place))
    }

    private static func raw(_ node: Node) throws(Diagnostic) -> StageFrame {
        let map = try node.asMap(["opcode", "hex", "fin", "reserved", "masked"])
        return StageFrame(
            opcode: UInt8(truncatingIfNeeded: try map.required("opcode").count() & 15),
            payload: try map["hex"]?.hexBytes() ?? [], isFinal: try map["fin"]?.bool() ?? true,
            reserved: UInt8(truncatingIfNeeded: try map["reserved"]?.count() ?? 0),
            isMasked: try map["masked"]?.bool() ?? true)
    }

    /// Reads one message or a list of them; keys of the step besides the message are `further`.
    static func list(_ node: Node, further: [String]) throws(Diagnostic) -> [FrameSpec] {
        var list: [FrameSpec] = []
        for member in node.oneOrMore {
            guard case .map = member else {
                list.append(try FrameSpec(fragment: member))
                continue
            }
            list.append(try FrameSpec(try member.asMap(keys + further)))
        }
        return list
    }

    /// The frames to send, in order.
    func frames(_ scene: Scene) async throws -> [StageFrame] {
        switch content {
        case .control(let payload, let opcode): return [StageFrame(opcode: opcode, payload: payload)]
        case .numbered(let count): return (0..<count).map { .text(String($0 + 1)) }
        case .raw(let frame): return [frame]
        case .body(let body, let opcode):
            return Self.split(try await body.bytes(scene), opcode: opcode, pieces: pieces)
        case .fragments(let fragments):
            var frames: [StageFrame] = []
            for fragment in fragments { frames += try await fragment.frames(scene) }
            return Self.joined(frames)
        }
    }

    /// One message in `pieces` fragments of about equal size (RFC 6455 §5.4).
    private static func split(_ bytes: [UInt8], opcode: UInt8, pieces: Int) -> [StageFrame] {
        let size = max(1, (bytes.count + pieces - 1) / pieces)
        let starts = bytes.isEmpty ? [0] : Array(stride(from: 0, to: bytes.count, by: size))
        return starts.enumerated().map { index, start in
            StageFrame(
                opcode: index == 0 ? opcode : 0, payload: Array(bytes[start..<min(start + size, bytes.count)]),
                isFinal: index == starts.count - 1)
        }
    }

    /// Makes whole messages into fragments of one; control frames stay whole between them.
    private static func joined(_ frames: [StageFrame]) -> [StageFrame] {
        let data = frames.indices.filter { frames[$0].opcode < 8 }
        return frames.enumerated().map { index, frame in
            guard frame.opcode < 8 else { return frame }
            return StageFrame(
                opcode: index == data.first ? frame.opcode : 0, payload: frame.payload, isFinal: index == data.last)
        }
    }
}
