// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// Gives out the handles of a recorded socket again, in the order in which a live client opens objects.
///
/// - Shape: whoever opens the same objects in the same order gets the same handles. Sockets that share a session share
///   its handles, so those of one socket need not count up without gaps.
/// - Source: qlik.dev, "Engine JSON API": handles count up per session, -1 is the global object.
struct HandleMap {
    private var live: [Int: Int] = [-1: -1]
    private var recorded: [Int: Int] = [-1: -1]
    /// The handles that were given when the socket was recorded, in rising order.
    private var supply: ArraySlice<Int>
    private var last: Int

    /// Begins with none given; `given` are those that the recorded server gave.
    init(given: [Int]) {
        supply = Set(given).filter { $0 > 0 }.sorted()[...]
        last = supply.last ?? 0
    }

    /// The recorded handle for one that the client names, nil for one that it was never given.
    func recorded(_ handle: Int) -> Int? { recorded[handle] }

    /// The handle that the client was given, nil where it was given none.
    func live(_ handle: Int) -> Int? { live[handle] }

    /// The handle to give to the client for an object that it opens, or has opened.
    mutating func give(_ handle: Int) -> Int {
        if let known = live[handle] { return known }
        let given = supply.popFirst() ?? last + 1
        last = max(last, given)
        live[handle] = given
        recorded[given] = handle
        return given
    }
}
