// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

public import NIOCore

extension RequestHead {
    /// Takes one request head from the front of the buffer.
    ///
    /// - Returns: nil, and an untouched buffer, while the head is incomplete.
    public static func parse(
        _ buffer: inout ByteBuffer, limits: HeadLimits = .standard
    ) throws(WireError) -> (RequestHead, BodyFraming)? {
        var scanner = HeadScanner(.request, limits: limits)
        let head: RequestHead? = try buffer.scan { (bytes) throws(WireError) in
            guard try scanner.scan(bytes) else { return nil }
            return RequestHead(
                method: bytes.text(scanner.startLine.first), target: bytes.text(scanner.startLine.second),
                version: scanner.version, headers: scanner.headers(in: bytes))
        }
        guard let head else { return nil }
        buffer.moveReaderIndex(forwardBy: scanner.headLength)
        return (head, scanner.framing)
    }
}

extension ResponseHead {
    /// Takes one answer's head from the front of the buffer.
    ///
    /// - Shape: `requestMethod` decides with the status whether there is a body (RFC 9112 §6.3).
    /// - Returns: nil, and an untouched buffer, while the head is incomplete.
    public static func parse(
        _ buffer: inout ByteBuffer, requestMethod: String, limits: HeadLimits = .standard
    ) throws(WireError) -> (ResponseHead, BodyFraming)? {
        var scanner = HeadScanner(.response, limits: limits)
        let head: ResponseHead? = try buffer.scan { (bytes) throws(WireError) in
            guard try scanner.scan(bytes, requestMethodIsHead: requestMethod == "HEAD") else { return nil }
            return ResponseHead(
                version: scanner.version, status: scanner.status, reason: bytes.text(scanner.startLine.third),
                headers: scanner.headers(in: bytes))
        }
        guard let head else { return nil }
        buffer.moveReaderIndex(forwardBy: scanner.headLength)
        let isTunnel = requestMethod == "CONNECT" && 200..<300 ~= head.status
        return (head, isTunnel ? .none : scanner.framing)
    }
}

extension HeadScanner {
    /// The scanned lines as values.
    ///
    /// - Shape: `bytes` are those of the last complete scan.
    public func headers(in bytes: UnsafeRawBufferPointer) -> HeaderList {
        HeaderList(fields.map { HeaderField(name: bytes.text($0.name), value: bytes.text($0.value)) })
    }
}

extension UnsafeRawBufferPointer {
    /// The octets of a range as an octet string.
    func text(_ range: Range<Int>) -> String { String(octets: UnsafeRawBufferPointer(rebasing: self[range])) }
}
