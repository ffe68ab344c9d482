// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// A WebSocket that is open on behalf of a session, as the session sees it.
public protocol OpenRelay: AnyObject, Sendable {
    /// Closes both legs with 1008 at the next frame boundary; may be called from any thread, more than once.
    func sessionEnded(_ reason: SessionEnd)
}
