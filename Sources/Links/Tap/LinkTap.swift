// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// Watches what passes between a link and its server, as the server sees it; what passes stays as it is.
///
/// ```
///  client ──▶ link: faults, behaviour ──▶ tap ──▶ server
///  client ◀── link: faults, behaviour ◀── tap ◀── server
/// ```
/// - Shape: an event is told when the bytes that it stands for are here, before they go on, so that what a side answers
///   to something is told after it.
public protocol LinkTap: Sendable {
    /// Takes notice of an event; those of one connection come one after the other, and the call must not block.
    func observe(_ event: LinkEvent)

    /// Returns once the tap can take more events; the connection that asks neither reads nor sends until then.
    func ready() async
}
