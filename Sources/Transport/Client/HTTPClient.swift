// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

public import NIOCore
import Synchronization
import Wire

/// A small client for back channels: whole requests, whole answers, kept connections.
///
/// - Shape: it never follows redirects, keeps no cookies, and refuses answers beyond its limit.
/// - Shape: a kept connection that turns out dead before the first octet of the answer is replaced once, for
///   idempotent requests only (RFC 9112 §9.3.1).
public struct HTTPClient: Sendable {
    /// What an answer may measure.
    public struct Limits: Sendable {
        /// The most octets a body may have.
        public var bodyBytes: Int
        /// How many idle connections are kept per origin.
        public var idleConnections: Int

        /// Sets the limits.
        public init(bodyBytes: Int = 1024 * 1024, idleConnections: Int = 8) {
            self.bodyBytes = bodyBytes
            self.idleConnections = idleConnections
        }
    }

    private let tls: ClientTLS?
    private let group: any EventLoopGroup
    private let limits: Limits
    private let timeout: Duration
    private let pool: ConnectionPool

    /// Makes a client; `https` needs trust to verify with.
    ///
    /// - Parameters:
    ///   - tls: The trust for `https`; without it such requests fail.
    ///   - group: The threads to run on.
    ///   - limits: What an answer may measure.
    ///   - timeout: The time for one request, connecting included.
    public init(
        tls: ClientTLS?, group: any EventLoopGroup = EventLoops.shared, limits: Limits = Limits(),
        timeout: Duration = .seconds(10)
    ) {
        self.tls = tls
        self.group = group
        self.limits = limits
        self.timeout = timeout
        pool = ConnectionPool(idleLimit: limits.idleConnections)
    }

    /// Sends a request and reads the whole answer.
    ///
    /// - Throws: `TransportError` with `.connectFailed`, `.handshakeFailed`, `.timedOut`, `.malformed`, `.tooLarge`,
    ///   `.truncated`, `.connectionClosed` or `.connectionReset`.
    public func send(_ request: ClientRequest) async throws -> ClientResponse {
        let deadline = NIODeadline.now() + TimeAmount(timeout)
        if let kept = pool.take(request.url.origin) {
            do {
                return try await exchange(request, on: kept, deadline: deadline)
            } catch let failure as ExchangeFailure {
                guard failure.isUntouched, request.isIdempotent, failure.error.code != .timedOut else {
                    throw failure.error
                }
            }
        }
        let fresh = try await connect(request.url, deadline: deadline)
        do {
            return try await exchange(request, on: fresh, deadline: deadline)
        } catch let failure as ExchangeFailure {
            throw failure.error
        }
    }

    /// How many idle connections are kept.
    public var idleConnections: Int { pool.count }

    /// Closes the kept connections; requests under way keep theirs until they end, and then close them.
    public func shutdown() async {
        await pool.shutdown()
    }

    // MARK: Steps

    /// An error together with what may be concluded from its moment.
    private struct ExchangeFailure: Error {
        var error: TransportError
        /// Not one octet of an answer had arrived.
        var isUntouched: Bool
    }

    private func connect(_ url: HTTPURL, deadline: NIODeadline) async throws -> RawConnection {
        guard !url.isSecure || tls != nil else {
            throw TransportError(.misuse, "The client has no trust roots for https.")
        }
        let left = deadline - .now()
        let dialer = Dialer(tls: url.isSecure ? tls : nil, connectTimeout: max(left, .milliseconds(1)))
        return try await RawConnection.connect(to: url.endpoint, dialer: dialer, group: group)
    }

    private func exchange(
        _ request: ClientRequest, on connection: RawConnection, deadline: NIODeadline
    ) async throws -> ClientResponse {
        var answer = ClientAnswerReader(method: request.method, bodyLimit: limits.bodyBytes)
        let isLate = Mutex(false)
        // Closing is what ends a stalled send as well as a stalled receive.
        let watchdog = connection.channel.eventLoop.scheduleTask(deadline: deadline) {
            isLate.withLock { $0 = true }
            _ = connection.channel.hardReset()
        }
        defer { watchdog.cancel() }
        do {
            var buffer = ByteBuffer()
            request.head.write(into: &buffer)
            if let body = request.body { buffer.writeBytes(body) }
            try await connection.send(buffer)
            while !answer.isFinished {
                try answer.take(try await connection.receive(upTo: nil))
            }
        } catch {
            await connection.reset()
            if error is CancellationError { throw error }
            let late = TransportError(.timedOut, "No whole answer within \(timeout).")
            throw ExchangeFailure(
                error: isLate.withLock { $0 } ? late : RawConnection.explain(error), isUntouched: !answer.hasBegun)
        }
        if answer.isReusable {
            await pool.keep(connection, for: request.url.origin)
        } else {
            await connection.close()
        }
        return answer.response
    }
}
