// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Dispatch
public import Foundation
import NIOCore
import Synchronization

/// Takes what is seen of traffic and puts it into a cassette, without ever holding up who reports it.
///
/// - Shape: events are queued, and written every 20 ms in one transaction; so a process that is killed loses what ended
///   in the last moments before it, never the file. Secrets become slots before they reach the file. The file has the
///   name `FILE.unfinished` until ``finish()`` has searched it and found it free of secrets.
/// - Units: the queue is bounded in bytes and in age, since what waits is lost with the process; whoever reports waits
///   with ``room()`` before it reads on from its socket.
/// - Throws: nothing while it records: what goes wrong is thrown by ``finish()``, the traffic goes on.
public final class CassetteRecorder: Sendable {
    /// What can be chosen of a recording.
    public struct Options: Sendable {
        /// The name of the recording.
        public var name: String
        /// Whether it is read after the recordings that the file holds already, instead of in their place.
        public var isAddition: Bool
        /// What counts as a secret.
        public var rules: RedactionRules
        /// The program that records, with its version.
        public var programVersion: String
        /// The most bytes that wait to be written.
        public var queueBytes: Int

        /// Options with these choices.
        public init(
            name: String, isAddition: Bool = false, rules: RedactionRules = .standard,
            programVersion: String = "tenantless", queueBytes: Int = 32 << 20
        ) {
            self.name = name
            self.isAddition = isAddition
            self.rules = rules
            self.programVersion = programVersion
            self.queueBytes = queueBytes
        }
    }

    private struct Inbox {
        let fields: SecretFields
        var events: QueuedEvents
        /// Nothing, with the room of events that have been written.
        var spare: QueuedEvents?
        var secrets: [(value: String, name: String)] = []
        var bytes = 0
        /// When the oldest event was queued that is not in the file yet.
        var waitsSince: NIODeadline?
        /// The same of those that are being written.
        var isWrittenSince: NIODeadline?
        var isScheduled = false
        var isUrgent = false
        var isClosed = false
        var waiters: [CheckedContinuation<Void, Never>] = []

        init(_ fields: SecretFields) {
            self.fields = fields
            events = QueuedEvents(fields)
        }

        /// Takes out all that waits.
        mutating func take() -> (events: QueuedEvents, secrets: [(value: String, name: String)]) {
            defer {
                events = spare.take() ?? QueuedEvents(fields)
                secrets = []
                isWrittenSince = waitsSince
                waitsSince = nil
                isScheduled = false
                isUrgent = false
            }
            return (events, secrets)
        }

        func isFull(_ most: Int) -> Bool {
            guard bytes < most, let oldest = isWrittenSince ?? waitsSince else { return bytes >= most }
            return NIODeadline.now() - oldest >= CassetteRecorder.longestWait
        }
    }

    private enum Schedule {
        case atOnce
        case soon
    }

    private struct Desk {
        /// Gone once the recording has ended.
        var writer: RecordingWriter?
        var failure: (any Error)?
    }

    private let queueBytes: Int
    private let started = NIODeadline.now()
    private let numbers = Atomic<Int>(0)
    private let inbox: Mutex<Inbox>
    private let desk: Mutex<Desk>
    private let writing = DispatchQueue(label: "tenantless.cassette")

    /// Begins a recording in a file, beside what it holds already.
    ///
    /// - Throws: ``CassetteProblem``; then the file is as it was.
    public init(path: String, options: Options, now: Date = Date()) throws {
        queueBytes = options.queueBytes
        inbox = Mutex(Inbox(SecretFields(options.rules)))
        let draft = try CassetteDraft(target: path, keepingContent: true)
        do {
            let heading = RecordingHeading(
                name: options.name, isAddition: options.isAddition, programVersion: options.programVersion,
                startedAt: now)
            desk = Mutex(Desk(writer: try RecordingWriter(draft: draft, heading: heading, rules: options.rules)))
        } catch {
            try draft.discard()
            throw error
        }
    }

    /// A number for the next exchange, from 1 on.
    public func nextExchange() -> Int { numbers.add(1, ordering: .relaxed).newValue }

    /// Microseconds since the recording began, for ``RecordedEvent/at``.
    public var now: Int64 { (NIODeadline.now() - started).nanoseconds / 1000 }

    /// Lets events be queued, from any thread and without waiting.
    ///
    /// - Returns: false when the queue is full or late; the events are queued nevertheless, but ``room()`` is to be
    ///   awaited before there are more.
    @discardableResult
    public func offer(_ queue: (inout QueuedEvents) -> Void) -> Bool {
        let (schedule, hasRoom): (Schedule?, Bool) = inbox.withLock { inbox in
            guard !inbox.isClosed else { return (nil, true) }
            let before = inbox.events.weight
            queue(&inbox.events)
            inbox.bytes += inbox.events.weight - before
            if inbox.waitsSince == nil { inbox.waitsSince = .now() }
            let isUrgent = inbox.bytes >= Self.urgentBytes
            let mustSchedule = !inbox.isScheduled || (isUrgent && !inbox.isUrgent)
            inbox.isScheduled = true
            inbox.isUrgent = inbox.isUrgent || isUrgent
            return (mustSchedule ? (isUrgent ? .atOnce : .soon) : nil, !inbox.isFull(queueBytes))
        }
        switch schedule {
        case .atOnce: writing.async { self.drain() }
        case .soon: writing.asyncAfter(deadline: .now() + Self.delay) { self.drain() }
        case nil: break
        }
        return hasRoom
    }

    /// Waits until the queue has room.
    public func room() async {
        await withCheckedContinuation { continuation in
            let isFull = inbox.withLock { inbox in
                guard inbox.isFull(queueBytes), !inbox.isClosed else { return false }
                inbox.waiters.append(continuation)
                return true
            }
            if !isFull { continuation.resume() }
        }
    }

    /// Queues an event, and waits where the queue is full.
    public func record(_ event: RecordedEvent) async {
        if !offer({ $0.append(event) }) { await room() }
    }

    /// Writes what is queued, and returns when it is in the file.
    public func flush() async {
        await withCheckedContinuation { continuation in
            writing.async {
                self.drain()
                continuation.resume()
            }
        }
    }

    /// Makes a secret known that must not reach the file, wherever it stands.
    ///
    /// - Shape: what was queued before is not searched for it until the end.
    public func learn(secret: String, name: String) {
        inbox.withLock { $0.secrets.append((secret, name)) }
    }

    /// Ends the recording, searches the file for secrets, makes it one file and gives it its name.
    ///
    /// - Throws: ``CassetteProblem``: with `.secret` where one was found, naming table, row and column, or what went
    ///   wrong while recording. Then the file still has the name `FILE.unfinished`.
    public func finish(now: Date = Date()) async throws -> RecordingReport {
        try await withCheckedThrowingContinuation { continuation in
            writing.async {
                self.drain()
                let waiters = self.inbox.withLock { inbox in
                    inbox.isClosed = true
                    defer { inbox.waiters = [] }
                    return inbox.waiters
                }
                for waiter in waiters { waiter.resume() }
                self.drain()
                continuation.resume(with: Result { try self.close(now: now) })
            }
        }
    }

    /// How long events may wait for others, so that they share a transaction; what waits for long has left the
    /// processor's caches.
    private static let delay = DispatchTimeInterval.milliseconds(20)
    /// When events have waited for so long, those who report wait too.
    private static let longestWait = TimeAmount.milliseconds(120)
    /// With so much in the queue it is written at once.
    private static let urgentBytes = 1 << 20

    private func drain() {
        var (events, secrets) = inbox.withLock { inbox in inbox.take() }
        guard !events.list.isEmpty || !secrets.isEmpty else { return }
        let now = now
        desk.withLock { desk in
            guard desk.failure == nil else { return }
            for secret in secrets { desk.writer?.redactor.learn(literal: secret.value, name: secret.name) }
            do { try desk.writer?.write(events, now: now) } catch { desk.failure = error }
        }
        let written = events.weight
        events.clear()
        let waiters = inbox.withLock { inbox in
            inbox.bytes -= written
            inbox.isWrittenSince = nil
            inbox.spare = events
            defer { inbox.waiters = [] }
            return inbox.waiters
        }
        for waiter in waiters { waiter.resume() }
    }

    private func close(now: Date) throws -> RecordingReport {
        let (draft, report) = try desk.withLock { desk in
            if let failure = desk.failure { throw failure }
            guard var writer = desk.writer.take() else {
                throw CassetteProblem(.unknown, "The recording has ended already.")
            }
            return (writer.draft, try writer.end(at: now))
        }
        try draft.publish()
        return report
    }
}
