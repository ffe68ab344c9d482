// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// Reads JSON strictly, with a bound on depth.
///
/// - Source: RFC 8259; §9 allows the bound.
struct JSONParser {
    private let bytes: [UInt8]
    private var position = 0
    private var depth = 0

    /// The deepest nesting that is read.
    static let deepest = 256

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// Reads one value and nothing after it.
    mutating func document() throws(WireError) -> JSONValue {
        let value = try value()
        skipBlanks()
        guard position == bytes.count else { throw fault("something follows the value") }
        return value
    }

    private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    private func fault(_ what: String) -> WireError {
        WireError(.badJSON, "This is not JSON: \(what).", offset: position)
    }

    private mutating func skipBlanks() {
        while let octet = next, ASCII.isBlank(octet) || octet == ASCII.lineFeed || octet == ASCII.carriageReturn {
            position += 1
        }
    }

    private mutating func take(_ octet: UInt8) -> Bool {
        guard next == octet else { return false }
        position += 1
        return true
    }

    private mutating func value() throws(WireError) -> JSONValue {
        skipBlanks()
        switch next {
        case UInt8(ascii: "{"): return try nested { (parser) throws(WireError) in try parser.object() }
        case UInt8(ascii: "["): return try nested { (parser) throws(WireError) in try parser.array() }
        case ASCII.quote: return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case nil: throw fault("the text ends too early")
        default: return .number(try number())
        }
    }

    private mutating func nested(
        _ read: (inout JSONParser) throws(WireError) -> JSONValue
    ) throws(WireError) -> JSONValue {
        depth += 1
        guard depth <= Self.deepest else { throw fault("it is nested too deeply") }
        position += 1
        let value = try read(&self)
        depth -= 1
        return value
    }

    private mutating func word(_ word: String, _ value: JSONValue) throws(WireError) -> JSONValue {
        guard bytes[position...].starts(with: word.utf8) else { throw fault("an unknown word") }
        position += word.utf8.count
        return value
    }

    private mutating func array() throws(WireError) -> JSONValue {
        var elements: [JSONValue] = []
        skipBlanks()
        if take(UInt8(ascii: "]")) { return .array(elements) }
        while true {
            elements.append(try value())
            skipBlanks()
            if take(UInt8(ascii: "]")) { return .array(elements) }
            guard take(ASCII.comma) else { throw fault("a comma or ] is missing") }
        }
    }

    private mutating func object() throws(WireError) -> JSONValue {
        var members: [JSONObject.Member] = []
        skipBlanks()
        if take(UInt8(ascii: "}")) { return .object(JSONObject(members)) }
        while true {
            skipBlanks()
            guard next == ASCII.quote else { throw fault("a name is missing") }
            let name = try string()
            skipBlanks()
            guard take(ASCII.colon) else { throw fault("a colon is missing") }
            members.append(JSONObject.Member(name: name, value: try value()))
            skipBlanks()
            if take(UInt8(ascii: "}")) { return .object(JSONObject(members)) }
            guard take(ASCII.comma) else { throw fault("a comma or } is missing") }
        }
    }

    private mutating func digits() -> Int {
        let start = position
        while let octet = next, ASCII.isDigit(octet) { position += 1 }
        return position - start
    }

    private mutating func number() throws(WireError) -> String {
        let start = position
        _ = take(UInt8(ascii: "-"))
        let leading = next
        let whole = digits()
        guard whole == 1 || whole > 1 && leading != UInt8(ascii: "0") else { throw fault("no value starts like this") }
        if take(UInt8(ascii: ".")) {
            guard digits() > 0 else { throw fault("digits are missing after the point") }
        }
        if next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
            position += 1
            if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
            guard digits() > 0 else { throw fault("digits are missing in the exponent") }
        }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    private mutating func string() throws(WireError) -> String {
        position += 1
        var text: [UInt8] = []
        while let octet = next {
            position += 1
            switch octet {
            case ASCII.quote:
                guard let string = String(validating: text, as: UTF8.self) else { throw fault("a string is not UTF-8") }
                return string
            case ASCII.backslash: text.append(contentsOf: try escape())
            case 0..<0x20: throw fault("a control character stands in a string")
            default: text.append(octet)
            }
        }
        throw fault("a string does not end")
    }

    private mutating func escape() throws(WireError) -> [UInt8] {
        guard let octet = next else { throw fault("a string does not end") }
        position += 1
        switch octet {
        case ASCII.quote, ASCII.backslash, UInt8(ascii: "/"): return [octet]
        case UInt8(ascii: "b"): return [0x08]
        case UInt8(ascii: "f"): return [0x0C]
        case UInt8(ascii: "n"): return [ASCII.lineFeed]
        case UInt8(ascii: "r"): return [ASCII.carriageReturn]
        case UInt8(ascii: "t"): return [ASCII.tab]
        case UInt8(ascii: "u"): return Array(String(Character(try unicode())).utf8)
        default: throw fault("an unknown escape")
        }
    }

    private mutating func unicode() throws(WireError) -> Unicode.Scalar {
        var value = try hexUnit()
        if value >> 10 == 0x36 {
            guard take(ASCII.backslash), take(UInt8(ascii: "u")) else { throw fault("half a surrogate pair") }
            let low = try hexUnit()
            guard low >> 10 == 0x37 else { throw fault("half a surrogate pair") }
            value = 0x10000 + (value & 0x3FF) << 10 + low & 0x3FF
        }
        guard let scalar = Unicode.Scalar(value) else { throw fault("half a surrogate pair") }
        return scalar
    }

    private mutating func hexUnit() throws(WireError) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard let digit = next.flatMap(ASCII.hexValue) else { throw fault("four hexadecimal digits are missing") }
            value = value << 4 | UInt32(digit)
            position += 1
        }
        return value
    }
}
