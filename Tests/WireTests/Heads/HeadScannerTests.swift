// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import Testing
import Wire

/// Limits, reuse, and the values built on the scanner.
struct HeadScannerTests {
    private func scan(_ text: String, limits: HeadLimits) -> Outcome<Int> {
        var scanner = HeadScanner(.request, limits: limits)
        return Outcome {
            try text.octets.withUnsafeBytes { try scanner.scan($0) ? scanner.fields.count : nil }
        }
    }

    @Test func startLineOfExactlyTheLimitPasses() {
        let limits = HeadLimits(startLineBytes: 16)
        #expect(scan("GET /ab HTTP/1.1\r\nHost: a\r\n\r\n", limits: limits) == .value(1))
        #expect(scan("GET /abc HTTP/1.1\r\nHost: a\r\n\r\n", limits: limits) == .error("lineTooLong"))
    }

    @Test func fieldLineOfExactlyTheLimitPasses() {
        let limits = HeadLimits(fieldLineBytes: 8)
        #expect(scan("GET / HTTP/1.1\r\nHost: ab\r\n\r\n", limits: limits) == .value(1))
        #expect(scan("GET / HTTP/1.1\r\nHost: abc\r\n\r\n", limits: limits) == .error("lineTooLong"))
    }

    @Test func headOfExactlyTheLimitPasses() {
        let head = "GET / HTTP/1.1\r\nHost: ab\r\n\r\n"
        #expect(scan(head, limits: HeadLimits(headBytes: 28)) == .value(1))
        #expect(scan(head, limits: HeadLimits(headBytes: 27)) == .error("headTooLong"))
    }

    @Test func moreLinesThanTheLimitAreRefused() {
        let head = "GET / HTTP/1.1\r\nHost: ab\r\nA: b\r\n\r\n"
        #expect(scan(head, limits: HeadLimits(fields: 2)) == .value(2))
        #expect(scan(head, limits: HeadLimits(fields: 1)) == .error("tooManyFields"))
    }

    @Test func endlessLineIsRefusedBeforeItEnds() {
        let endless = "GET /" + String(repeating: "a", count: 9000)
        #expect(scan(endless, limits: .standard) == .error("lineTooLong"))
    }

    @Test func oneScannerReadsManyHeads() throws {
        var scanner = HeadScanner(.request)
        let heads = ["GET /1 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", "GET /2 HTTP/1.1\r\nHost: b\r\n\r\n"]
        for (text, isKeepAlive, count) in [(heads[0], false, 2), (heads[1], true, 1), (heads[0], false, 2)] {
            let isComplete = try text.octets.withUnsafeBytes { try scanner.scan($0) }
            #expect(isComplete)
            #expect(scanner.isKeepAlive == isKeepAlive)
            #expect(scanner.fields.count == count)
        }
    }

    @Test func errorTellsTheOffendingOctet() {
        let bytes = "GET / HTTP/1.1\r\nHost: a\r\nA : b\r\n\r\n".octets
        var scanner = HeadScanner(.request)
        #expect(throws: WireError(code: .spaceBeforeColon, reason: "A blank follows a field name.", offset: 26)) {
            try bytes.withUnsafeBytes { try scanner.scan($0) }
        }
    }

    @Test func parsedRequestIsWrittenBackUnchanged() throws {
        let text = "PUT /a?b HTTP/1.1\r\nhOST: a.example\r\nX: caf\u{E9}\r\nContent-Length: 3\r\n\r\n"
        var buffer = ByteBuffer(bytes: text.octets)
        buffer.writeString("abc")
        let (head, framing) = try #require(try RequestHead.parse(&buffer))
        var written = ByteBuffer()
        head.write(into: &written)
        #expect(written.readOctets() == text)
        #expect(framing == .length(3))
        #expect(buffer.readableBytes == 3)
    }

    @Test func parsedAnswerIsWrittenBackUnchanged() throws {
        let text = "HTTP/1.1 404 Not Found\r\nSet-Cookie: a=1\r\nset-cookie: b=2\r\nContent-Length: 0\r\n\r\n"
        var buffer = ByteBuffer(bytes: text.octets)
        let (head, _) = try #require(try ResponseHead.parse(&buffer, requestMethod: "GET"))
        var written = ByteBuffer()
        head.write(into: &written)
        #expect(written.readOctets() == text)
    }

    @Test func answerToConnectHasNoBody() throws {
        let text = "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n"
        var tunnel = ByteBuffer(string: text)
        #expect(try ResponseHead.parse(&tunnel, requestMethod: "CONNECT")?.1 == BodyFraming.none)
        var plain = ByteBuffer(string: text)
        #expect(try ResponseHead.parse(&plain, requestMethod: "GET")?.1 == .length(3))
    }

    @Test func incompleteHeadLeavesTheBufferAlone() throws {
        var buffer = ByteBuffer(string: "GET / HTTP/1.1\r\nHost")
        #expect(try RequestHead.parse(&buffer) == nil)
        #expect(buffer.readableBytes == 20)
    }
}
