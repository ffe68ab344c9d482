// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Synchronization

/// Bytes that were uploaded to `/api/v1/temp-contents`.
struct TempContent: Sendable {
    let id: String
    let name: String
    let type: String
    let ownerID: String
    let expiresAt: Int64
    let ttlSeconds: Int64
    let entityTag: String
    let bytes: [UInt8]
}

/// Keeps temporary contents until they expire.
final class TempContentShelf: Sendable {
    private let contents = Mutex<[String: TempContent]>([:])

    func put(_ content: TempContent) {
        contents.withLock { $0[content.id] = content }
    }

    func get(_ id: String, now: Int64) -> TempContent? {
        contents.withLock { contents in
            contents = contents.filter { $0.value.expiresAt > now }
            return contents[id]
        }
    }

    func removeAll() {
        contents.withLock { $0.removeAll() }
    }
}
