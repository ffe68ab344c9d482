// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// What came of a recording.
public struct RecordingReport: Sendable, Hashable {
    /// The number of the recording in its file.
    public var recording: Int64
    /// How many exchanges came to their end.
    public var exchanges: Int
    /// How many exchanges were still under way.
    public var open: Int
    /// How many users could be told apart.
    public var users: Int
    /// How many secrets became slots.
    public var slots: Int
}
