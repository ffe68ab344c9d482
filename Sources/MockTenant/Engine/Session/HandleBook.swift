// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// The handles of one socket: numbers that mean something on this connection only.
///
/// - Shape: the doc is 1; others count from a number that differs per socket, so that a handle that leaks from one
///   socket to another means something else there. No handle is used twice.
/// - Source: enigma.js: a handle is announced in `change` once, and again only when it was looked at in between.
struct HandleBook: Sendable {
    private var entities: [Int: EngineEntity] = [:]
    private var handles: [EngineEntity: Int] = [:]
    private var announced: Set<Int> = []
    private var next: Int

    static let doc = 1

    /// The handles of the socket that is the `ordinal`th of its engine session.
    init(ordinal: Int) { next = HandleBook.doc + ordinal }

    func entity(of handle: Int) -> EngineEntity? { handle == -1 ? .global : entities[handle] }
    func handle(of entity: EngineEntity) -> Int? { handles[entity] }

    /// The handle of an entity, a new one where it has none.
    mutating func open(_ entity: EngineEntity) -> Int {
        if let handle = handles[entity] { return handle }
        let handle = entity == .doc ? Self.doc : next
        if entity != .doc { next += 1 }
        entities[handle] = entity
        handles[entity] = handle
        return handle
    }

    /// The handle to put into `change`; nil where this socket has none, or was told already.
    mutating func announce(_ entity: EngineEntity) -> Int? {
        guard let handle = handles[entity], announced.insert(handle).inserted else { return nil }
        return handle
    }

    /// Notes that the client has looked, so that the next change is worth telling.
    mutating func validate(_ handle: Int) { announced.remove(handle) }

    /// Takes the handle away, and tells it for `close`.
    mutating func close(_ entity: EngineEntity) -> Int? {
        guard let handle = handles.removeValue(forKey: entity) else { return nil }
        entities[handle] = nil
        announced.remove(handle)
        return handle
    }

    /// The handles of all that can be suspended: everything but the app itself.
    var suspendable: [Int] { entities.filter { $0.value != .doc }.keys.sorted() }
}
