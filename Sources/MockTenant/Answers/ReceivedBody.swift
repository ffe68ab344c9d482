// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import Transport
import Wire

/// A request's body after it has been read to its end.
struct ReceivedBody: Sendable {
    /// The first bytes, as many as the endpoint asked for.
    var kept: [UInt8] = []
    var count = 0
    /// Lower-case hexadecimal SHA-256 of all bytes.
    var digest = ""

    var isWhole: Bool { kept.count == count }

    /// Reads to the end; the witness sees each piece as it comes, so that a slow upload can be watched.
    static func read(
        _ body: DoubleBody, keeping limit: Int, into witness: Witness, exchange: Int
    ) async throws -> ReceivedBody {
        var received = ReceivedBody()
        var digest: BodyDigest?
        for try await piece in body {
            let bytes = Array(piece.readableBytesView)
            let running = digest ?? BodyDigest()
            bytes.withUnsafeBytes { running.update($0) }
            digest = running
            received.count += bytes.count
            received.kept += bytes.prefix(max(0, limit - received.kept.count))
            witness.update(exchange) { $0.request.body.append(bytes) }
        }
        received.digest = digest?.hex() ?? BodyDigest.ofNothing
        let hex = received.digest
        witness.update(exchange) { $0.request.body.digest = hex }
        return received
    }
}

extension WitnessedBody {
    /// A body that is all there; with a digest where not all of it is kept, since nobody could compute it later.
    static func digested(_ bytes: [UInt8]) -> WitnessedBody {
        WitnessedBody(bytes, digest: bytes.count > longestPrefix ? BodyDigest.hex(of: bytes) : "")
    }
}
