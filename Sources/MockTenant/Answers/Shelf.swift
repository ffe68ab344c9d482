// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Synchronization

/// Objects of one kind that clients can list, make, change and remove, in the order in which they were made.
final class Shelf<Object: Identifiable & Sendable>: Sendable where Object.ID == String {
    private let objects: Mutex<[Object]>

    init(_ objects: [Object] = []) {
        self.objects = Mutex(objects)
    }

    var all: [Object] { objects.withLock { $0 } }

    subscript(id: String?) -> Object? {
        objects.withLock { objects in objects.first { $0.id == id } }
    }

    func put(_ object: Object) {
        objects.withLock { $0.append(object) }
    }

    /// Changes an object and returns what became of it, or nil where there is none.
    @discardableResult
    func change(_ id: String?, _ body: (inout Object) -> Void) -> Object? {
        objects.withLock { objects in
            guard let index = objects.firstIndex(where: { $0.id == id }) else { return nil }
            body(&objects[index])
            return objects[index]
        }
    }

    func remove(_ id: String?) {
        objects.withLock { objects in objects.removeAll { $0.id == id } }
    }

    func reset(to objects: [Object] = []) {
        self.objects.withLock { $0 = objects }
    }
}
