// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

public import NIOCore

/// What one forwarded request needs of its session, read under one short lock.
public struct ForwardingState: Sendable {
    /// The ready-made line `Cookie: a=b; c=d` with its line end; nil when the jar holds nothing for the path.
    public var cookieLine: ByteBuffer?
    /// The tenant's CSRF token of this session; nil when none was fetched yet.
    public var csrfToken: String?
    /// Counts the tenant sessions this browser session has had; a renewal raises it.
    public var generation: UInt64
    /// Whether the use should be written to the store soon.
    public var wantsPersisting: Bool
}
