// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import Testing

@testable import RESP

@Suite("RESP2 values")
struct RESPDecoderTests {
    private func decode(_ text: String, limits: RESPLimits = .standard) throws -> RESPValue? {
        var buffer = ByteBuffer(string: text)
        return try RESPDecoder(limits: limits).decode(&buffer)
    }

    private func problem(_ text: String, limits: RESPLimits = .standard) -> RESPError.Code? {
        do {
            _ = try decode(text, limits: limits)
            return nil
        } catch {
            return (error as? RESPError)?.code
        }
    }

    @Test(arguments: [
        ("+OK\r\n", RESPValue.simple("OK")),
        ("+\r\n", .simple("")),
        ("-ERR no\r\n", .error("ERR no")),
        (":-42\r\n", .integer(-42)),
        (":9223372036854775807\r\n", .integer(.max)),
        ("$5\r\na\r\nbc\r\n", .bulk(ByteBuffer(string: "a\r\nbc"))),
        ("$0\r\n\r\n", .bulk(ByteBuffer())),
        ("$-1\r\n", .null),
        ("*-1\r\n", .null),
        ("*0\r\n", .array([])),
        ("*2\r\n:1\r\n*1\r\n$1\r\nx\r\n", .array([.integer(1), .array([.bulk(ByteBuffer(string: "x"))])])),
    ])
    func wholeValuesAreRead(text: String, value: RESPValue) throws {
        #expect(try decode(text) == value)
    }

    @Test func everyPrefixIsIncompleteAndUntouched() throws {
        let text = "*3\r\n$3\r\nfoo\r\n:17\r\n*2\r\n+a\r\n-b\r\n"
        for length in 0..<text.utf8.count {
            var buffer = ByteBuffer(bytes: Array(text.utf8.prefix(length)))
            #expect(try RESPDecoder().decode(&buffer) == nil)
            #expect(buffer.readableBytes == length)
        }
    }

    @Test func whatFollowsStaysInTheBuffer() throws {
        var buffer = ByteBuffer(string: "+a\r\n+b\r\n+")
        let decoder = RESPDecoder()
        #expect(try decoder.decode(&buffer) == .simple("a"))
        #expect(try decoder.decode(&buffer) == .simple("b"))
        #expect(try decoder.decode(&buffer) == nil)
        #expect(buffer.readableBytes == 1)
    }

    @Test(arguments: [
        ("?x\r\n", RESPError.Code.unknownType),
        (":\r\n", .badNumber),
        (":+1\r\n", .badNumber),
        (":1x\r\n", .badNumber),
        (":9223372036854775808\r\n", .badNumber),
        ("$-2\r\n", .badNumber),
        ("*-2\r\n", .badNumber),
        ("$1\r\nab\r\n", .badLineEnd),
        ("+a\rb\r\n", .badLineEnd),
        ("+a\n", .badLineEnd),
    ])
    func whatIsNoRESPIsRefused(text: String, code: RESPError.Code) {
        #expect(problem(text) == code)
    }

    @Test func limitsHoldBeforeTheBytesHaveCome() {
        let limits = RESPLimits(lineBytes: 8, bulkBytes: 4, elements: 2, depth: 2)
        #expect(problem("+123456789", limits: limits) == .lineTooLong)
        #expect(problem("+12345678\r\n", limits: limits) == nil)
        #expect(problem("$5\r\n", limits: limits) == .bulkTooLong)
        #expect(problem("*3\r\n", limits: limits) == .tooManyElements)
        #expect(problem("*1\r\n*1\r\n*1\r\n", limits: limits) == .tooDeep)
    }

    @Test func commandIsAnArrayOfBulkStrings() throws {
        var buffer = ByteBuffer()
        RESPCommand("SET", "key", "a\r\nb").write(into: &buffer)
        #expect(String(buffer: buffer) == "*3\r\n$3\r\nSET\r\n$3\r\nkey\r\n$4\r\na\r\nb\r\n")
        #expect(try RESPDecoder().decode(&buffer)?.texts == ["SET", "key", "a\r\nb"])
    }
}

extension RESPValue {
    fileprivate var texts: [String?]? {
        guard case .array(let elements) = self else { return nil }
        return elements.map(\.string)
    }
}
