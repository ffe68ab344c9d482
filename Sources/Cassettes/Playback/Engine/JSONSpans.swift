// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// Finds numbers in a JSON text where their bytes lie, so that they can be replaced and all else stays as it is.
///
/// - Shape: trusts the text to be JSON; what is none gives finds that mean nothing, never a fault.
struct JSONSpans {
    /// A value of a member.
    struct Span {
        /// How many objects and arrays are around it; 1 for a member of the outermost object.
        var depth: Int
        /// The name of the member, or of the array in which the element stands.
        var name: String
        /// Whether it is an element of an array.
        var isElement: Bool
        /// Its bytes.
        var range: Range<Int>
    }

    /// The numbers, strings and words whose member's name is one of these.
    static func spans(in bytes: [UInt8], named names: Set<String>) -> [Span] {
        var spans: [Span] = []
        var open: [(isArray: Bool, name: String)] = []
        var name = ""
        var index = 0
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                open.append((bytes[index] == UInt8(ascii: "["), name))
                name = ""
                index += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                name = open.popLast()?.name ?? ""
                index += 1
            case UInt8(ascii: ","), UInt8(ascii: ":"), 0x09, 0x0A, 0x0D, 0x20:
                index += 1
            default:
                let end = scalarEnd(bytes, from: index)
                let isArray = open.last?.isArray ?? false
                if !isArray, isName(bytes, endingAt: end) {
                    name = text(bytes[index..<end])
                } else {
                    let named = isArray ? open.last?.name ?? "" : name
                    if names.contains(named) {
                        spans.append(
                            Span(
                                depth: isArray ? open.count - 1 : open.count, name: named, isElement: isArray,
                                range: index..<end))
                    }
                }
                index = end
            }
        }
        return spans
    }

    /// The same, and as `qHandle` also the number that a patch gives to a member of that name.
    ///
    /// - Source: RFC 6902 §4; enigma.js asks for answers as patches unless it is told not to.
    static func engineSpans(in bytes: [UInt8], named names: Set<String>) -> [Span] {
        let spans = spans(in: bytes, named: names.union(["path", "value"]))
        return spans.indices.compactMap { index in
            var span = spans[index]
            switch span.name {
            case "path": return nil
            case "value":
                guard index > 0, !span.isElement, spans[index - 1].name == "path", spans[index - 1].depth == span.depth,
                    text(bytes[spans[index - 1].range]).hasSuffix("/qHandle")
                else { return nil }
                span.name = "qHandle"
                return span
            default: return span
            }
        }
    }

    /// Puts other texts in the place of some, which come in order and do not overlap.
    static func replacing(_ places: [(range: Range<Int>, text: [UInt8])], in bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count + 8 * places.count)
        var position = 0
        for place in places {
            result += bytes[position..<place.range.lowerBound]
            result += place.text
            position = place.range.upperBound
        }
        return result + bytes[position...]
    }

    private static func scalarEnd(_ bytes: [UInt8], from start: Int) -> Int {
        var index = start
        guard bytes[start] == UInt8(ascii: "\"") else {
            while index < bytes.count, !Self.ends.contains(bytes[index]) { index += 1 }
            return max(index, start + 1)
        }
        index += 1
        while index < bytes.count, bytes[index] != UInt8(ascii: "\"") {
            index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
        }
        return min(index + 1, bytes.count)
    }

    private static let ends = Set(",]}: \t\r\n".utf8)

    private static func isName(_ bytes: [UInt8], endingAt end: Int) -> Bool {
        var index = end
        while index < bytes.count, [0x09, 0x0A, 0x0D, 0x20].contains(bytes[index]) { index += 1 }
        return index < bytes.count && bytes[index] == UInt8(ascii: ":")
    }

    private static func text(_ quoted: ArraySlice<UInt8>) -> String {
        String(decoding: quoted.dropFirst().dropLast(), as: UTF8.self)
    }
}
