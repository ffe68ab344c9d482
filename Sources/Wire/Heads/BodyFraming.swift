// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// How the end of a body is found.
///
/// - Source: RFC 9112 §6.3.
public enum BodyFraming: Sendable, Hashable {
    /// There is no body.
    case none
    /// The body has exactly that many bytes.
    case length(Int)
    /// The body comes in chunks.
    case chunked
    /// The body ends with the connection.
    case untilClose
}
