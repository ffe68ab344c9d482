// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import Wire

/// A recorded exchange that may be played, with what was found out about it so far.
final class PlaybackEntry {
    let stored: StoredExchange
    /// Who sent it, the same in all recordings.
    let identity: String?
    let path: SlotText
    let query: String?
    /// How often it was played.
    var reads = 0
    /// When it was played last, counted in playings.
    var turn = 0
    private let cassette: Cassette
    private var body: [UInt8]?

    init(_ stored: StoredExchange, identity: String?, cassette: Cassette) {
        self.stored = stored
        self.identity = identity
        self.cassette = cassette
        let target = RequestTarget(stored.request.target)
        path = SlotText(Array(target.path.utf8))
        query = target.query
    }

    /// Whether there is something to play.
    ///
    /// - Shape: an exchange that was under way when the recording ended, or that its client left, before the answer
    ///   began has nothing.
    var isPlayable: Bool {
        stored.answer != nil
            || stored.outcome.map { [.serverLeft, .serverReset, .unreachable].contains($0) } ?? false
    }

    var boundary: String? { LiveRequest.boundary(stored.request.headers) }

    /// The recorded request's body, slots as marks.
    func requestBody() throws -> [UInt8] {
        if let body { return body }
        let bytes = Array(try cassette.body(stored.requestBody).readableBytesView)
        body = bytes
        return bytes
    }
}
