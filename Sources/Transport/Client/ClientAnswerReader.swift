// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import Wire

/// Puts one answer together from the octets of a connection; pure.
struct ClientAnswerReader {
    private let method: String
    private let bodyLimit: Int
    private var buffer = ByteBuffer()
    private var head: ResponseHead?
    private var body: BodyReader?
    private var bytes: [UInt8] = []
    private var framing = BodyFraming.none
    private(set) var hasBegun = false
    private(set) var isFinished = false

    init(method: String, bodyLimit: Int) {
        self.method = method
        self.bodyLimit = bodyLimit
    }

    /// The answer, once finished.
    var response: ClientResponse {
        ClientResponse(status: head?.status ?? 0, headers: head?.headers ?? HeaderList(), body: bytes)
    }

    /// Says whether the connection may serve another request: framed, nothing left over, and nobody wants to close.
    var isReusable: Bool {
        guard let head, isFinished, buffer.readableBytes == 0 else { return false }
        return framing != .untilClose && DoubleRequest.isKeepAlive(head.version, head.headers)
    }

    /// Takes what arrived, or `nil` for the end of the stream.
    mutating func take(_ piece: ByteBuffer?) throws {
        guard var piece else { return try takeEnd() }
        hasBegun = true
        buffer.writeBuffer(&piece)
        do {
            while try step() {}
        } catch let error as WireError {
            throw TransportError(.malformed, "The answer is no HTTP/1.1.", underlying: error)
        }
    }

    private mutating func takeEnd() throws {
        guard hasBegun else { throw TransportError(.connectionClosed, "The peer closed without an answer.") }
        guard head != nil, framing == .untilClose else {
            throw TransportError(.truncated, "The peer ended in the middle of an answer.")
        }
        isFinished = true
    }

    /// Goes one step; says whether another may follow.
    private mutating func step() throws -> Bool {
        if isFinished { return false }
        guard head != nil else { return try readHead() }
        guard var reader = body else { return false }
        let piece = try reader.read(&buffer)
        body = reader
        if let piece {
            guard bytes.count + piece.readableBytes <= bodyLimit else {
                throw TransportError(.tooLarge, "The answer's body exceeds \(bodyLimit) octets.")
            }
            bytes.append(contentsOf: piece.readableBytesView)
        }
        if reader.isFinished { isFinished = true }
        return piece != nil && !isFinished
    }

    private mutating func readHead() throws -> Bool {
        guard let (head, framing) = try ResponseHead.parse(&buffer, requestMethod: method, limits: .standard) else {
            return false
        }
        if (100..<200).contains(head.status), head.status != 101 { return true }
        self.head = head
        self.framing = framing
        body = BodyReader(framing)
        isFinished = framing == .none || framing == .length(0)
        return !isFinished
    }
}
