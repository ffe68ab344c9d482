// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore

extension RESPClient {
    /// How often the server is asked whether it is still there, on a connection on which it may be silent for long.
    static let heartbeat = Duration.seconds(15)

    /// Follows a channel on a connection of its own, and goes on after each loss, until nobody listens any more.
    ///
    /// - Parameter channel: The name of the channel.
    /// - Returns: What happens on it.
    public func follow(_ channel: String) -> AsyncStream<RESPChannelEvent> {
        let (events, continuation) = AsyncStream.makeStream(of: RESPChannelEvent.self)
        let following = Task { [settings, group] in
            var backoff = RESPBackoff()
            while !Task.isCancelled {
                do {
                    try await Self.follow(channel, settings, on: group.next()) { event in
                        continuation.yield(event)
                    }
                    backoff.succeeded()
                } catch {
                    // The stream says when it follows again.
                }
                do { try await Task.sleep(for: Duration(backoff.failed(at: .now()))) } catch { return }
            }
        }
        continuation.onTermination = { _ in following.cancel() }
        return events
    }

    /// Follows a channel until the connection ends.
    ///
    /// - Throws: `RESPError` when it never came to that.
    private static func follow(
        _ channel: String, _ settings: RESPSettings, on loop: any EventLoop,
        _ tell: @escaping @Sendable (RESPChannelEvent) -> Void
    ) async throws {
        let connection = try await RESPConnection.open(settings, on: loop, onEvent: tell)
        do {
            if case .error(let text)? = try await connection.send([RESPCommand("SUBSCRIBE", channel)]).first {
                throw RESPError(.refused, "SUBSCRIBE was refused (\(RESPValue.kind(ofError: text))).")
            }
        } catch {
            await connection.close()
            throw error
        }
        await withTaskGroup { group in
            group.addTask { await connection.untilClosed() }
            group.addTask {
                do {
                    while true {
                        try await Task.sleep(for: heartbeat)
                        _ = try await connection.send([RESPCommand("PING")])
                    }
                } catch {
                    // Nobody listens any more, or nobody answers.
                }
            }
            await group.next()
            group.cancelAll()
            await connection.close()
        }
    }
}
