// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

public import Foundation
import GRDB

/// What a cassette says of one recording.
public struct StoredRecording: Sendable, Hashable {
    /// Its number in the file.
    public var id: Int64
    /// Its name.
    public var name: String
    /// When it began.
    public var startedAt: Date
    /// When it ended, nil where it did not come to its end.
    public var endedAt: Date?
    /// Whether it is read after the recordings before it, instead of in their place.
    public var isAddition: Bool
    /// The program that made it.
    public var programVersion: String

    init(_ row: Row) throws {
        let text: String = row["startedAt"]
        guard let startedAt = RecordingHeading.date(text) else {
            throw CassetteProblem(
                .corrupt, "The recording \(row["id"] as Int64) began at \"\(text)\", which is no time.")
        }
        id = row["id"]
        name = row["name"]
        self.startedAt = startedAt
        endedAt = (row["endedAt"] as String?).flatMap(RecordingHeading.date)
        isAddition = row["kind"] as String == "addition"
        programVersion = row["programVersion"]
    }
}
