// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// Watches what passes between a link and its server, as the server sees it; what passes stays as it is.
///
/// ```
///  client ──▶ link: faults, behaviour ──▶ tap ──▶ server
///  client ◀── link: faults, behaviour ◀── tap ◀── server
/// ```
/// - Shape: an event is told when the bytes that it stands for are here, before they go on, so that what a side answers
///   to something is told after it. Its bodies and payloads are lent for the call: whoever keeps one copies it, or
///   else the connection has to copy all that it holds before it reads on.
public protocol LinkTap: Sendable {
    /// The number of the exchange that begins now; none is given twice.
    func nextExchange() -> Int

    /// Takes notice of what some bytes told, which is at least one event; the calls of one connection come one after
    /// the other, and must not block.
    ///
    /// - Returns: whether it can take more at once; otherwise ``ready()`` is awaited first.
    func observe(_ events: [LinkEvent]) -> Bool

    /// Returns once the tap can take more events; the connection that asks neither reads nor sends until then.
    func ready() async
}
