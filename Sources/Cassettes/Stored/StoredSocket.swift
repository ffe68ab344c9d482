// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Foundation
import GRDB
import NIOCore

/// One frame of a socket as a cassette keeps it, secrets still in their slots.
public struct StoredFrame: Sendable, Hashable {
    /// Its place among the frames of both sides, from 1 on.
    public var position: Int
    /// When it passed.
    public var at: Int64
    /// The frame.
    public var frame: RecordedFrame

    init(_ row: Row) throws {
        guard let side = RecordedSide(rawValue: row["side"]) else {
            throw CassetteProblem(.corrupt, "A frame of exchange \(row["exchangeID"] as Int64) has no side.")
        }
        position = row["position"]
        at = row["at"]
        frame = RecordedFrame(
            side: side, opcode: row["opcode"], fin: row["fin"], reserved: row["reserved"],
            payload: ByteBuffer(bytes: row["payload"] as Data), after: row["after"])
    }
}

/// How a socket ended, and when.
public struct StoredSocketEnd: Sendable, Hashable {
    /// When it ended.
    public var at: Int64
    /// How it ended.
    public var end: RecordedSocketEnd

    init(_ row: Row) {
        at = row["at"]
        end = RecordedSocketEnd(
            by: RecordedSide(rawValue: row["side"]) ?? .server, hadCloseFrame: row["hadCloseFrame"], code: row["code"],
            reason: row["reason"], wasReset: row["wasReset"])
    }
}
