// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Synchronization

/// Notes that a behaviour keeps; thread-safe.
public final class LinkNotes: Sendable {
    private let values = Mutex<[String: String]>([:])

    /// Begins empty.
    public init() {}

    /// The note of that name.
    public subscript(name: String) -> String? {
        get { values.withLock { $0[name] } }
        set { values.withLock { $0[name] = newValue } }
    }

    /// Counts one more under that name and returns the new count, 1 at first.
    @discardableResult
    public func count(_ name: String) -> Int {
        values.withLock { values in
            let count = (values[name].flatMap { Int($0) } ?? 0) + 1
            values[name] = String(count)
            return count
        }
    }

    /// Changes all notes in one step.
    public func withAll<Result>(_ change: (inout [String: String]) -> Result) -> Result where Result: Sendable {
        values.withLock { values in change(&values) }
    }
}

/// Where a behaviour stands: which connection, and what it has noted there and on the whole link.
public final class LinkContext: Sendable {
    /// The number of the connection, counted from 1 per link.
    public let connection: Int
    /// Notes of this connection only.
    public let notes = LinkNotes()
    /// Notes that all connections of the link share.
    public let shared: LinkNotes
    private let clientHasLeft: @Sendable () -> Bool

    init(connection: Int, shared: LinkNotes, clientHasLeft: @escaping @Sendable () -> Bool) {
        self.connection = connection
        self.shared = shared
        self.clientHasLeft = clientHasLeft
    }

    /// Whether the client has ended its side, so that nobody takes what is answered now.
    public var hasClientLeft: Bool { clientHasLeft() }
}
