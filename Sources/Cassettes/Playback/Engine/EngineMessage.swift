// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// A message of the engine protocol, as far as playing it asks for.
///
/// - Source: JSON-RPC 2.0 §4, §5; qlik.dev, "Engine JSON API" for `handle`, `change` and `close`.
struct EngineMessage {
    /// The literal of the id, such as `7` or `"a"`; nil for a push.
    let id: String?
    /// The method of a request, nil for an answer.
    let method: String?
    /// The handle of a request.
    let handle: Int?
    /// The params of a request.
    let params: JSONValue

    /// Reads a message; nil for a text that is no JSON object.
    init?(_ bytes: [UInt8]) {
        guard bytes.first(where: { $0 > 0x20 }) == UInt8(ascii: "{") else { return nil }
        let json: JSONValue
        do { json = try JSONValue.parse(bytes) } catch { return nil }
        id = json["id"].flatMap { $0.isNull ? nil : $0.serialized() }
        method = json["method"]?.stringValue
        handle = json["handle"]?.intValue
        params = json["params"] ?? .null
    }

    /// Whether this answers a request.
    var isAnswer: Bool { method == nil && id != nil }

    /// The text of a server's message with its id and handles as the live client knows them.
    ///
    /// - Shape: only those numbers change. A handle in `change`, `close` or `suspend` that the client was never given is
    ///   left out, for it tells of an object that this client has not opened.
    static func restamped(_ bytes: [UInt8], id: String?, handles: inout HandleMap) -> [UInt8] {
        var places: [(range: Range<Int>, text: [UInt8])] = []
        for span in JSONSpans.engineSpans(in: bytes, named: Self.names) {
            let literal = String(decoding: bytes[span.range], as: UTF8.self)
            switch span.name {
            case "id" where span.depth == 1 && !span.isElement:
                if let id, id != literal { places.append((span.range, Array(id.utf8))) }
            case "qHandle":
                guard let handle = Int(literal), case let live = handles.give(handle), live != handle else { continue }
                places.append((span.range, Array(String(live).utf8)))
            case "change", "close", "suspend":
                guard span.isElement, span.depth == 1, let handle = Int(literal) else { continue }
                if let live = handles.live(handle) {
                    if live != handle { places.append((span.range, Array(String(live).utf8))) }
                } else {
                    places.append((withComma(span.range, in: bytes), []))
                }
            default: break
            }
        }
        return places.isEmpty ? bytes : JSONSpans.replacing(merged(places), in: bytes)
    }

    private static let names: Set<String> = ["id", "qHandle", "change", "close", "suspend"]

    /// An element of an array with the comma behind it or, where it is the last one, before it.
    private static func withComma(_ range: Range<Int>, in bytes: [UInt8]) -> Range<Int> {
        if range.upperBound < bytes.count, bytes[range.upperBound] == UInt8(ascii: ",") {
            return range.lowerBound..<(range.upperBound + 1)
        }
        if range.lowerBound > 0, bytes[range.lowerBound - 1] == UInt8(ascii: ",") {
            return (range.lowerBound - 1)..<range.upperBound
        }
        return range
    }

    /// Two elements that are left out may share a comma.
    private static func merged(
        _ places: [(range: Range<Int>, text: [UInt8])]
    ) -> [(range: Range<Int>, text: [UInt8])] {
        places.reduce(into: []) { merged, place in
            if let last = merged.last, last.range.upperBound > place.range.lowerBound {
                let start = min(last.range.upperBound, place.range.upperBound)
                merged.append((start..<max(start, place.range.upperBound), place.text))
            } else {
                merged.append(place)
            }
        }
    }
}
