// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import Synchronization
import Transport

/// Carries the bytes of one direction of one connection, through whatever fault is set.
struct FaultyPipe: Sendable {
    /// How a direction came to its end.
    enum End: Sendable {
        /// The sender ended its half, which the receiver has been told.
        case orderly
        /// Both connections have been ended.
        case cut
    }

    let source: any ByteConnection
    let sink: any ByteConnection
    let direction: LinkDirection
    let faults: FaultSwitch
    let ending: SessionEnding

    /// Carries until the end of the stream; a failure of one side ends the other as that side ended.
    func run() async -> End {
        var passed = 0
        do {
            while let bytes = try await source.next() {
                guard try await pass(bytes, passed: &passed) else { return .cut }
            }
            // The end may be of the other pipe's making; then it has told both sides already.
            guard !ending.hasBegun else { return .cut }
            try await sink.sendEOF()
            return .orderly
        } catch let error as TransportError where error.code == .connectionReset {
            await end(byReset: true)
        } catch {
            await end(byReset: false)
        }
        return .cut
    }

    /// Ends both connections, unless the other pipe is about it.
    private func end(byReset: Bool) async {
        guard ending.begin() else { return }
        if byReset {
            await sink.reset()
            await source.reset()
        } else {
            await sink.close()
            await source.close()
        }
    }

    private func pass(_ bytes: ByteBuffer, passed: inout Int) async throws -> Bool {
        var bytes = bytes
        while bytes.readableBytes > 0 {
            let (fault, version) = faults.current
            let passage = try await fault?.carry(&bytes, direction, after: passed) ?? .pass(bytes.takeAll())
            switch passage {
            case .pass(let part):
                passed += part.readableBytes
                try await sink.send(part)
            case .cut(let part):
                try await sink.send(part)
                await end(byReset: false)
                return false
            case .reset:
                await end(byReset: true)
                return false
            case .hold:
                await faults.change(after: version)
                try Task.checkCancellation()
            }
        }
        return true
    }
}

/// Remembers that one of the two pipes of a connection has begun to end both sides.
final class SessionEnding: Sendable {
    private let flag = Mutex(false)

    var hasBegun: Bool { flag.withLock { $0 } }

    /// Says whether the caller is the first.
    func begin() -> Bool {
        flag.withLock { flag in
            defer { flag = true }
            return !flag
        }
    }
}
