// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// What a witness keeps, within its limits: the oldest exchanges give way to the newest.
///
/// Dropped exchanges leave hollow elements, which are taken out many at a time: dropping one costs no more than a
/// few assignments however much is kept.
struct WitnessStore: Sendable {
    let limits: WitnessLimits
    private(set) var dropped = WitnessLoss()
    private var elements: [WitnessedExchange] = []
    /// What each element weighs.
    private var weights: [Int] = []
    /// How many elements at the front are hollow.
    private var hollow = 0
    private var bytes = 0

    init(limits: WitnessLimits) {
        self.limits = limits
    }

    /// The number that the next exchange gets.
    var nextID: Int { dropped.exchanges + elements.count - hollow + 1 }

    /// The exchanges that are kept, ordered by number.
    var kept: [WitnessedExchange] { hollow == 0 ? elements : Array(elements[hollow...]) }

    /// At most so many of the exchanges after that number.
    func kept(after id: Int, limit: Int) -> [WitnessedExchange] {
        let first = hollow + max(0, id - dropped.exchanges)
        guard first < elements.count else { return [] }
        return Array(elements[first...].prefix(limit))
    }

    subscript(id: Int) -> WitnessedExchange? { index(of: id).map { elements[$0] } }

    mutating func append(_ exchange: WitnessedExchange, id: Int, step: Int?) {
        elements.append(exchange)
        elements[elements.count - 1].id = id
        elements[elements.count - 1].step = step
        let weight = exchange.weight
        weights.append(weight)
        bytes += weight
        makeRoom()
    }

    mutating func update(_ id: Int, _ change: (inout WitnessedExchange) -> Void) {
        guard let index = index(of: id) else { return }
        change(&elements[index])
        // An exchange in flight is weighed when it ends; only a socket may go on for ever.
        guard elements[index].outcome != .open || elements[index].socket != nil else { return }
        weigh(index)
        makeRoom()
    }

    /// Keeps a frame; of a socket that would take more than its share the payload is cut, and the rest counted.
    mutating func append(_ frame: WitnessedFrame, to id: Int) {
        guard let index = index(of: id), elements[index].socket != nil else { return }
        let room = max(0, limits.socketBytes - (elements[index].socket?.keptBytes ?? 0))
        var frame = frame
        if frame.payload.count > room {
            dropped.bytes += frame.payload.count - room
            frame.payload.removeLast(frame.payload.count - room)
        }
        elements[index].socket?.append(frame)
        weights[index] += frame.weight
        bytes += frame.weight
        makeRoom()
    }

    private func index(of id: Int) -> Int? {
        let index = id - 1 - dropped.exchanges + hollow
        return index >= hollow && index < elements.count ? index : nil
    }

    private mutating func weigh(_ index: Int) {
        let weight = elements[index].weight
        bytes += weight - weights[index]
        weights[index] = weight
    }

    /// Drops the oldest until the limits hold; the newest stays in any case.
    private mutating func makeRoom() {
        while elements.count - hollow > 1,
            elements.count - hollow > limits.exchanges || bytes > limits.bytes
        {
            bytes -= weights[hollow]
            dropped.exchanges += 1
            dropped.bytes += weights[hollow]
            elements[hollow] = .hollow
            hollow += 1
        }
        guard hollow > 1024, hollow * 2 > elements.count else { return }
        elements.removeFirst(hollow)
        weights.removeFirst(hollow)
        hollow = 0
    }
}

extension WitnessedExchange {
    fileprivate static let hollow = WitnessedExchange(
        side: .log, request: WitnessedRequest(method: "", target: ""))

    /// About how many bytes it takes to keep this.
    fileprivate var weight: Int {
        // What an exchange takes beside its texts: a measured 1.2 KiB, with facts.
        1200 + request.target.utf8.count + request.headers.weight + request.body.prefix.count
            + (response.map { $0.headers.weight + $0.body.prefix.count } ?? 0)
            + (socket.map { $0.keptBytes + $0.frames.count * WitnessedFrame.overhead } ?? 0)
    }
}

extension WitnessedFrame {
    fileprivate static let overhead = 64

    fileprivate var weight: Int { payload.count + Self.overhead }
}

extension HeaderList {
    fileprivate var weight: Int { reduce(0) { $0 + $1.name.utf8.count + $1.value.utf8.count + 32 } }
}
