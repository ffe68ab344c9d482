// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Foundation
import GRDB

extension RecordingWriter {
    /// Writes the end of the recording, and searches the file for secrets.
    ///
    /// - Throws: ``CassetteProblem`` with `.secret`, naming table, row and column.
    mutating func end(at time: Date) throws -> RecordingReport {
        try storeEnd(at: RecordingHeading.text(time))
        try refuseSecrets()
        return RecordingReport(
            recording: recordingID, exchanges: ended, open: open, users: redactor.users.users.count,
            // The first slot stands for its own mark.
            slots: redactor.book.slots.count - 1)
    }

    private func refuseSecrets() throws {
        let hits = try CassetteProblem.explaining(draft.path) {
            try draft.database.read { try SecretScan(redactor).hits(in: $0) }
        }
        guard !hits.isEmpty else { return }
        let places = hits.map { "\n  \($0)" }.joined()
        throw CassetteProblem(
            .secret, "\(draft.target) was not written, because \(draft.path) holds secrets:\(places)")
    }
}
