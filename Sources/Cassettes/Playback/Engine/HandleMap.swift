// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// Gives out handles on a live socket in the order in which objects are opened, whatever they were when recorded.
///
/// - Source: qlik.dev, "Engine JSON API": handles count up per session, -1 is the global object.
struct HandleMap {
    private var live: [Int: Int] = [-1: -1]
    private var recorded: [Int: Int] = [-1: -1]
    private var next = 1

    /// The recorded handle for one that the client names, nil for one that it was never given.
    func recorded(_ handle: Int) -> Int? { recorded[handle] }

    /// The handle that the client was given, nil where it was given none.
    func live(_ handle: Int) -> Int? { live[handle] }

    /// The handle to give to the client for an object that it opens, or has opened.
    mutating func give(_ handle: Int) -> Int {
        if let known = live[handle] { return known }
        live[handle] = next
        recorded[next] = handle
        next += 1
        return live[handle] ?? handle
    }
}
