// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore

/// Runs a task on a connection's event loop, so that reading and writing there costs no change of threads.
///
/// - Source: Swift Evolution SE-0417, "Task Executor Preference".
final class LoopExecutor: TaskExecutor {
    private let loop: any EventLoop

    init(_ loop: any EventLoop) {
        self.loop = loop
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        loop.execute { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}

extension EventLoop {
    /// Does something on this loop: at once for who is there already.
    func perform<Result: Sendable>(_ body: @escaping @Sendable () throws -> Result) async throws -> Result {
        if inEventLoop { return try body() }
        return try await submit(body).get()
    }
}
