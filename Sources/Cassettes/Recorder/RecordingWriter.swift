// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import GRDB
import NIOCore
import Wire

/// Turns events into rows, many in one transaction.
///
/// - Shape: an exchange that ends between two transactions is one row; one that is under way longer gets a row whose
///   outcome is `open`, which is written again when it ends. So no exchange is ever half in the file unmarked.
struct RecordingWriter {
    let draft: CassetteDraft
    let recordingID: Int64
    var redactor: Redactor
    private let tables: CassetteTables
    private var bodies: BodyStore
    private var exchanges: [Int: ExchangeInFlight] = [:]
    /// The exchanges that have gone on since they were looked at last, and those that have ended meanwhile.
    private var touched: [ExchangeInFlight] = []
    /// The exchange that the last event belonged to, since events come in runs.
    private var latest: (number: Int, exchange: ExchangeInFlight)?
    private var row = RowBuffer()
    /// What the events share that are being written.
    private var lender = RowBuffer()
    private let firstID: Int64
    private var storedUsers = 0
    private var storedSlots = 0
    /// How many exchanges have ended.
    private(set) var ended = 0
    /// How many exchanges have not.
    var open: Int { exchanges.count }

    /// Begins a recording in a draft.
    init(draft: CassetteDraft, heading: RecordingHeading, rules: RedactionRules) throws {
        self.draft = draft
        let salt: String?
        (recordingID, firstID, tables, bodies, salt) = try draft.database.writeWithoutTransaction { db in
            let recordingID = try heading.insert(into: db)
            let tables = try CassetteTables(db)
            let lastExchange = try Int64.fetchOne(db, sql: "SELECT max(id) FROM exchange") ?? 0
            let lastBody = try Int64.fetchOne(db, sql: "SELECT max(id) FROM body") ?? 0
            // The users of an addition are known by the fingerprints that they have in what it is added to.
            let known = try String.fetchOne(
                db, sql: "SELECT fingerprint FROM user WHERE fingerprint IS NOT NULL ORDER BY recordingID DESC")
            return (
                recordingID, lastExchange, tables, BodyStore(tables: tables, nextID: lastBody + 1),
                known.flatMap(UserLedger.salt)
            )
        }
        redactor = try Redactor(rules: rules, salt: salt ?? UserLedger.newSalt())
    }

    /// Writes what some events tell, in one transaction; `now` is in microseconds since the recording began.
    mutating func write(_ events: borrowing QueuedEvents, now: Int64) throws {
        try inTransaction { writer, db in
            writer.lender = events.lender
            for event in events.list { try writer.apply(event, db) }
            try writer.storeProgress(now: now, db)
            writer.lender = RowBuffer()
        }
    }

    /// Writes what is under way as it stands, and that the recording has ended.
    mutating func storeEnd(at time: String) throws {
        try inTransaction { writer, db in
            for exchange in writer.exchanges.values.sorted(by: { $0.id < $1.id }) {
                for frames in exchange.frames.releaseAll() { try writer.store(frames, of: exchange) }
                try writer.storeBodies(of: exchange, isLast: true, db)
                try writer.store(exchange)
            }
            try db.execute(
                sql: "UPDATE recording SET endedAt = ? WHERE id = ?", arguments: [time, writer.recordingID])
        }
    }

    private mutating func inTransaction(_ body: (inout RecordingWriter, Database) throws -> Void) throws {
        try CassetteProblem.explaining(draft.path) {
            try draft.database.writeWithoutTransaction { db in
                try db.inTransaction(.immediate) {
                    try body(&self, db)
                    try storeLedger()
                    return .commit
                }
            }
        }
    }

    // MARK: Events

    private mutating func apply(_ event: QueuedEvent, _ db: Database) throws {
        if case .opened(let connection, let head, let clues) = event.what {
            exchanges[event.exchange] = ExchangeInFlight(
                id: firstID + Int64(event.exchange), connection: connection, opening: .lent(head),
                startedAt: event.at, user: redactor.learn(fromRequest: clues))
        }
        // What belongs to no exchange that was opened, or to one that has ended, tells nothing.
        guard let exchange = exchange(event.exchange) else { return }
        // A frame has a row of its own.
        if case .frame = event.what {} else { exchange.isStored = false }
        if !exchange.isTouched { touched.append(exchange) }
        exchange.isTouched = true
        switch event.what {
        case .opened: break
        case .requestBody(let piece):
            exchange.request.append(piece, lender, at: event.at)
            if exchange.request.isLarge { try spill(exchange, db) }
        case .requestEnded(let trailers):
            exchange.requestEndedAt = event.at
            exchange.requestTrailers = trailers
            exchange.request.isWhole = true
        case .interim(let head): try store(interim: head, at: event.at, of: exchange)
        case .answered(let head, let clues):
            exchange.answeredAt = event.at
            exchange.answer = .lent(head)
            redactor.learn(fromAnswer: clues, user: exchange.user)
        case .answerBody(let piece):
            exchange.response.append(piece, lender, at: event.at)
            if exchange.response.isLarge { try spill(exchange, db) }
        case .answerEnded(let trailers):
            exchange.responseTrailers = trailers
            exchange.response.isWhole = true
        case .frame(let frame): try store(exchange.frames.append(frame, at: event.at), of: exchange)
        case .socketEnded(let end): try store(end, at: event.at, of: exchange)
        case .ended(let outcome): try end(event.exchange, outcome, at: event.at, db)
        }
    }

    private mutating func exchange(_ number: Int) -> ExchangeInFlight? {
        if let latest, latest.number == number { return latest.exchange }
        guard let exchange = exchanges[number] else { return nil }
        latest = (number, exchange)
        return exchange
    }

    private mutating func end(_ number: Int, _ outcome: RecordedOutcome, at time: Int64, _ db: Database) throws {
        guard let exchange = exchanges.removeValue(forKey: number) else { return }
        latest = nil
        exchange.endedAt = time
        exchange.outcome = outcome
        if exchange.frames.isHolding {
            for frames in exchange.frames.releaseAll() { try store(frames, of: exchange) }
        }
        try storeBodies(of: exchange, isLast: true, db)
        try store(exchange)
        ended += 1
    }

    /// Puts what is known of exchanges that go on into the file, if they have gone on for long enough.
    private mutating func storeProgress(now: Int64, _ db: Database) throws {
        var early: [ExchangeInFlight] = []
        for exchange in touched where exchange.endedAt == nil {
            exchange.keep(lender)
            guard exchange.hasRow || now - exchange.startedAt >= Self.patience else {
                early.append(exchange)
                continue
            }
            exchange.isTouched = false
            guard !exchange.isStored else { continue }
            try storeBodies(of: exchange, isLast: false, db)
            try store(exchange)
        }
        touched = early
    }

    /// An exchange younger than this, in microseconds, is left to end before it is written.
    private static let patience: Int64 = 100_000

    // MARK: Rows

    private mutating func store(_ exchange: ExchangeInFlight) throws {
        row.clear()
        row.exchange(exchange, recordingID: recordingID, lender)
        redactor.redact(&row, user: exchange.user)
        try tables.exchange.run(row)
        exchange.isStored = true
        exchange.hasRow = true
    }

    private mutating func store(interim head: RowBuffer.Part, at time: Int64, of exchange: ExchangeInFlight) throws {
        if !exchange.hasRow { try store(exchange) }
        exchange.interims += 1
        row.clear()
        row.integer(exchange.id)
        row.integer(exchange.interims)
        row.integer(time)
        row.append(.lent(head), lender)
        redactor.redact(&row, user: exchange.user)
        try tables.interim.run(row)
    }

    private mutating func store(_ end: RecordedSocketEnd, at time: Int64, of exchange: ExchangeInFlight) throws {
        if !exchange.hasRow { try store(exchange) }
        row.clear()
        row.integer(exchange.id)
        row.integer(time)
        row.text(end.by.rawValue)
        row.integer(end.hadCloseFrame ? 1 : 0)
        row.integer(end.code.map { Int64($0) })
        row.text(end.reason)
        row.integer(end.wasReset ? 1 : 0)
        redactor.redact(&row, user: exchange.user)
        try tables.socketEnd.run(row)
    }

    /// Stores frames of one message; a secret that reaches over the end of a fragment is marked where it begins.
    private mutating func store(_ frames: [FramesInFlight.Placed], of exchange: ExchangeInFlight) throws {
        guard !frames.isEmpty else { return }
        if !exchange.hasRow { try store(exchange) }
        for (placed, payload) in zip(frames, redactor.redact(frames.map(\.frame.payload), user: exchange.user)) {
            row.clear()
            row.frame(placed, payload: payload, exchangeID: exchange.id)
            try tables.frame.run(row)
        }
    }

    /// Stores the users and the slots that were met since the last transaction.
    private mutating func storeLedger() throws {
        for (index, user) in redactor.users.users.enumerated().dropFirst(storedUsers) {
            row.clear()
            row.integer(recordingID)
            row.integer(index + 1)
            row.text(user.label)
            row.text(user.fingerprint)
            try tables.user.run(row)
        }
        storedUsers = redactor.users.users.count
        for slot in redactor.book.slots.dropFirst(storedSlots) {
            row.clear()
            row.slot(slot, recordingID: recordingID)
            try tables.slot.run(row)
        }
        storedSlots = redactor.book.slots.count
    }

    // MARK: Bodies

    private mutating func storeBodies(of exchange: ExchangeInFlight, isLast: Bool, _ db: Database) throws {
        try store(&exchange.request, .client, of: exchange, isLast: isLast || exchange.request.isWhole, db)
        try store(&exchange.response, .server, of: exchange, isLast: isLast || exchange.response.isWhole, db)
    }

    /// Puts what has come of a large body into the file.
    private mutating func spill(_ exchange: ExchangeInFlight, _ db: Database) throws {
        if !exchange.hasRow { try store(exchange) }
        if exchange.request.isLarge { try store(&exchange.request, .client, of: exchange, isLast: false, db) }
        if exchange.response.isLarge { try store(&exchange.response, .server, of: exchange, isLast: false, db) }
    }

    private mutating func store(
        _ body: inout BodyInFlight, _ side: RecordedSide, of exchange: ExchangeInFlight, isLast: Bool, _ db: Database
    ) throws {
        guard !body.isStored, body.count > 0 else { return }
        if isLast, body.id == nil {
            body.id = try storeAtOnce(&body, of: exchange, db)
        } else {
            let content = redactor.redact(&body, isLast: isLast, user: exchange.user)
            try bodies.append(content, to: &body, &row)
            if isLast { try bodies.finish(&body, db) }
        }
        body.isStored = isLast
        guard body.count > 1 else { return }
        for (index, piece) in body.pieces.enumerated() {
            row.clear()
            row.integer(exchange.id)
            row.text(side.rawValue)
            row.integer(body.storedPieces + index + 1)
            row.integer(piece.at)
            row.integer(piece.size)
            try tables.arrival.run(row)
        }
        body.markPiecesStored()
    }

    /// Stores a body that is at hand; one that was met before is searched again only if more is known to be secret.
    private mutating func storeAtOnce(
        _ body: inout BodyInFlight, of exchange: ExchangeInFlight, _ db: Database
    ) throws -> Int64 {
        let raw = body.pending
        guard body.isWhole else {
            return try bodies.store(redactor.redact(&body, isLast: true, user: exchange.user), nil, &row, db)
        }
        let secrets = redactor.book.finder.count
        if let id = bodies.repeated.id(of: raw, among: secrets) { return id }
        let key = BodyStore.Key(of: raw)
        if let id = bodies.clean(key, raw, among: secrets) { return id }
        let content = redactor.redact(&body, isLast: true, user: exchange.user)
        guard content == raw else { return try bodies.store(content, BodyStore.Key(of: content), &row, db) }
        let id = try bodies.store(content, key, &row, db)
        bodies.noteClean(key, raw, id, among: secrets)
        return id
    }
}
