// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Synchronization

/// Bytes in `/api/v1/temp-contents`, whole or on their way.
struct TempContent: Sendable {
    let id: String
    let name: String
    let type: String
    let ownerID: String
    let expiresAt: Int64
    let ttlSeconds: Int64
    /// How many bytes there will be.
    let length: Int
    private(set) var bytes: [UInt8]
    private(set) var entityTag = ""

    /// Without a length, the bytes are all that will come.
    init(
        id: String, name: String, type: String, ownerID: String, expiresAt: Int64, ttlSeconds: Int64,
        length: Int? = nil, bytes: [UInt8]
    ) {
        self.id = id
        self.name = name
        self.type = type
        self.ownerID = ownerID
        self.expiresAt = expiresAt
        self.ttlSeconds = ttlSeconds
        self.length = length ?? bytes.count
        self.bytes = []
        append(bytes)
    }

    var isComplete: Bool { bytes.count == length }

    mutating func append(_ more: [UInt8]) {
        bytes += more
        if isComplete { entityTag = "\"\(BodyDigest.hex(of: bytes).prefix(32))\"" }
    }
}

/// Keeps temporary contents until they expire, and remembers that they were there.
final class TempContentShelf: Sendable {
    /// What became of a content that a call names.
    enum Finding {
        case content(TempContent)
        case refused(TenantProblem)
    }

    private struct State {
        var contents: [String: TempContent] = [:]
        /// The owners of contents that expired.
        var expired: [String: String] = [:]
    }

    private let state = Mutex(State())

    func put(_ content: TempContent) {
        state.withLock { $0.contents[content.id] = content }
    }

    /// The content that a call names; only its owner is told of it.
    func find(_ call: TenantCall) -> Finding {
        state.withLock { state in
            Self.sweep(&state, now: call.now)
            let id = call.places["id"] ?? ""
            if let content = state.contents[id], content.ownerID == call.user?.id { return .content(content) }
            if let owner = state.expired[id], owner == call.user?.id { return .refused(.gone) }
            return .refused(.notFound)
        }
    }

    /// Adds bytes at an offset and tells how many there are now; nil where the offset is not the end.
    func append(_ bytes: [UInt8], to id: String, at offset: Int) -> Int? {
        state.withLock { state in
            guard let content = state.contents[id], content.bytes.count == offset,
                offset + bytes.count <= content.length
            else { return nil }
            state.contents[id]?.append(bytes)
            return offset + bytes.count
        }
    }

    func removeAll() {
        state.withLock { $0 = State() }
    }

    private static func sweep(_ state: inout State, now: Int64) {
        for (id, content) in state.contents where content.expiresAt <= now {
            state.expired[id] = content.ownerID
            state.contents[id] = nil
        }
    }
}
