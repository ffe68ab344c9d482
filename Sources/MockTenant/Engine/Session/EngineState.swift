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
    private(set) var appProperties: JSONValue = [:]
    private(set) var script = ""
    /// When the data were loaded anew, by the tenant's clock; nil is before the tenant started.
    private(set) var reloadedAt: Int64?
    /// The pictures of the app.
    private(set) var media: [TenantFile] = []
    private(set) var items: [EngineItem] = []
    private(set) var books: [Int: HandleBook] = [:]
    private var sockets = 0
    private var serial = 0
    private var changed: [EngineEntity] = []
    private var closed: [EngineEntity] = []
    private var isSuspended = false
    /// What this session has changed of the app itself and not told yet.
    private var ownChanges: [AppChange] = []

    init(user: TenantUser) { self.user = user }

    // MARK: The app

    /// Opens an app: its objects, its data with the reader's own column, and what became of it since.
    mutating func open(_ app: TenantApp, media: [TenantFile] = [], changes: [AppChange] = []) {
        self.app = app
        self.media = media
        table = EngineTable(app.table, reader: user.marker)
        script = app.script
        appProperties = ["qTitle": .string(app.title), "qThumbnail": [:], "qMeta": [:]]
        items = app.objects.map { EngineItem($0) } + app.variables.map { EngineItem($0) }
        items += app.bookmarks.map { EngineItem($0, table: table) }
        for change in changes { take(change) }
    }

    /// Changes the app itself, here and in every other session that has it open.
    mutating func make(_ change: AppChange) {
        take(change)
        ownChanges.append(change)
    }

    /// Takes part in a change of the app, and notes what depends on it.
    mutating func take(_ change: AppChange) {
        switch change {
        case .put(let item): put(item)
        case .removed(let id, _): drop(id)
        case .properties(let properties):
            appProperties = properties
            note(.doc)
        case .script(let text): script = text
        case .reloaded(let moment):
            reloadedAt = moment
            isSuspended = true
            note(.doc)
            changed += items.map { .item($0.id) }
        }
    }

    /// What has to be told to the other sessions of the app.
    mutating func collectChanges() -> [AppChange] {
        defer { ownChanges = [] }
        return ownChanges
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
        if item.isSession { put(item) } else { make(.put(item)) }
    }

    /// Gives an item other properties; `isKept` is false for what lasts as long as the session only.
    mutating func setProperties(_ properties: JSONValue, of id: String, isKept: Bool = true) {
        guard var item = item(id) else { return }
        item.properties = properties
        if item.isSession || !isKept { put(item) } else { make(.put(item)) }
    }

    /// Removes an item and its children.
    mutating func remove(_ id: String) {
        guard let item = item(id) else { return }
        if item.isSession { drop(id) } else { make(.removed(id, isOriginal: item.isOriginal)) }
    }

    private mutating func put(_ item: EngineItem) {
        if let index = items.firstIndex(where: { $0.id == item.id }) {
            items[index] = item
        } else {
            items.append(item)
        }
        note(.item(item.id))
        noteNeighbours(of: item)
    }

    private mutating func drop(_ id: String) {
        guard let item = item(id) else { return }
        let gone = items.filter { $0.id == id || $0.parent == id }.map(\.id)
        items.removeAll { gone.contains($0.id) }
        closed += gone.map { .item($0) }
        noteNeighbours(of: item)
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

    /// Notes what depends on an item that came, went or changed.
    private mutating func noteNeighbours(of item: EngineItem) {
        noteLists()
        if let parent = item.parent { note(.item(parent)) }
        if item.kind != .object { noteData() }
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
