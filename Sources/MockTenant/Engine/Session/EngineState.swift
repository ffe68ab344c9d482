// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// What one engine session holds: the open app as its user sees it, and the handles of every socket attached.
///
/// A method changes it under one lock and notes what has changed; `collectNews` then tells each socket in its own
/// handles.
struct EngineState: Sendable {
    let user: TenantUser
    private(set) var app: TenantApp?
    private(set) var table = EngineTable(TenantTable(), reader: "")
    var selections = Selections()
    var appProperties: JSONValue = [:]
    var script = ""
    private(set) var items: [EngineItem] = []
    private(set) var books: [Int: HandleBook] = [:]
    private var sockets = 0
    private var serial = 0
    private var changed: [EngineEntity] = []
    private var closed: [EngineEntity] = []
    private var isSuspended = false

    init(user: TenantUser) { self.user = user }

    // MARK: The app

    /// Opens an app: its objects, and its data with the reader's own column.
    mutating func open(_ app: TenantApp) {
        self.app = app
        table = EngineTable(app.table, reader: user.marker)
        script = app.script
        appProperties = ["qTitle": .string(app.title), "qThumbnail": [:], "qMeta": [:]]
        items = app.objects.map { EngineItem($0) } + app.variables.map { EngineItem($0) }
        items += app.bookmarks.map { EngineItem($0, table: table) }
    }

    // MARK: Sockets and handles

    mutating func attach(_ socket: Int) {
        sockets += 1
        books[socket] = HandleBook(ordinal: sockets)
    }

    mutating func detach(_ socket: Int) { books[socket] = nil }

    func entity(of handle: Int, on socket: Int) -> EngineEntity? { books[socket]?.entity(of: handle) }

    mutating func handle(of entity: EngineEntity, on socket: Int) -> Int {
        books[socket, default: HandleBook(ordinal: sockets)].open(entity)
    }

    mutating func validate(_ handle: Int, on socket: Int) { books[socket]?.validate(handle) }

    // MARK: Items

    func item(_ id: String) -> EngineItem? { items.first { $0.id == id } }

    func items(_ kind: EngineItem.Kind) -> [EngineItem] { items.filter { $0.kind == kind } }

    /// A name for an item that was given none.
    mutating func newID(_ prefix: String) -> String {
        repeat { serial += 1 } while item("\(prefix)-\(serial)") != nil
        return "\(prefix)-\(serial)"
    }

    mutating func add(_ item: EngineItem) {
        items.append(item)
        note(.item(item.id))
        noteLists()
    }

    mutating func setProperties(_ properties: JSONValue, of id: String) {
        guard let index = items.firstIndex(where: { $0.id == id }) else { return }
        items[index].properties = properties
        note(.item(id))
        noteLists()
        if items[index].kind != .object { noteData() }
    }

    /// Removes an item and its children.
    mutating func remove(_ id: String) {
        let gone = items.filter { $0.id == id || $0.parent == id }.map(\.id)
        items.removeAll { gone.contains($0.id) }
        closed += gone.map { .item($0) }
        noteLists()
    }

    // MARK: What has changed

    mutating func note(_ entity: EngineEntity) { changed.append(entity) }

    /// Notes all that reads data or selections.
    mutating func noteData() {
        changed += items.filter { LayoutParts.readsData($0.properties) }.map { .item($0.id) }
        changed += table.fields.indices.map { .field($0) }
    }

    /// Notes all that lists other items.
    mutating func noteLists() {
        changed += items.filter { LayoutParts.listsItems($0.properties) }.map { .item($0.id) }
    }

    /// Notes that the app is being loaded anew: everything is suspended, then changed.
    mutating func noteReload() {
        isSuspended = true
        note(.doc)
        changed += items.map { .item($0.id) }
    }

    /// What each socket has to be told, in its own handles.
    mutating func collectNews() -> [Int: EngineNews] {
        var news: [Int: EngineNews] = [:]
        for socket in books.keys {
            guard var book = books[socket] else { continue }
            var own = EngineNews()
            if isSuspended { own.suspend = book.suspendable }
            own.close = closed.compactMap { book.close($0) }
            own.change = changed.compactMap { book.announce($0) }.sorted()
            books[socket] = book
            if !own.isEmpty { news[socket] = own }
        }
        changed = []
        closed = []
        isSuspended = false
        return news
    }
}
