// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// What becomes of a request, or a message, that the recording has nothing for.
public enum MissPolicy: String, Sendable, Hashable, CaseIterable {
    /// It is answered with an error, and the replay has failed.
    case fail
    /// It is answered with an error.
    case answer
    /// It goes to somebody who can answer it; messages on a socket out of the recording are answered with an error.
    case pass
}
