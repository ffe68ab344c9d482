// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

public import NIOCore
public import Wire

/// What stands in the slots of a recording while its requests are sent again: what the live tenant gave in their place.
///
/// - Shape: cookies are kept as a browser keeps them, a jar for each recorded session, for a tenant may set others today;
///   every other secret is taken from where it stood in the recorded answer. Ids of things are replaced as well.
public struct DriftSecrets: Sendable {
    /// What a request needs that no answer gave.
    public enum Need: Sendable, Hashable {
        /// A JSON Web Token for this slot, so that this person, counted from 1, signs in.
        case token(slot: Int, person: Int)
        /// The cookies of a session that was there before the recording began.
        case session(Int, person: Int)
        /// The CSRF token of a session.
        case csrfToken(slot: Int, session: Int)
        /// A secret that only its owner knows, such as an API key.
        case credentials
    }

    /// Where the tenant lets users sign in.
    public static let signInPath = "/login/jwt-session"

    private let host: String
    private let now: Int64
    private let slots: [Int64: [Int: Slot]]
    private let people: [Int64: [Int: String]]
    private var order: [String] = []
    private var values: [LiveUsers.SlotID: [UInt8]] = [:]
    private var jars: [CookieJar] = []
    private var owners: [LiveUsers.SlotID: Int] = [:]
    private var names = DriftNames()

    /// Begins with none known.
    ///
    /// - Units: `now` in seconds since 1970, for what cookies say of their end.
    public init(_ cassette: Cassette, _ recordings: [StoredRecording], host: String, now: Int64) throws {
        self.host = host
        self.now = now
        var slots: [Int64: [Int: Slot]] = [:]
        var people: [Int64: [Int: String]] = [:]
        for recording in recordings {
            slots[recording.id] = try cassette.slots(of: recording.id)
            people[recording.id] = try cassette.users(of: recording.id).mapValues(\.identity)
        }
        self.slots = slots
        self.people = people
    }

    // MARK: Requests

    /// What has to be found before this request can be sent.
    public mutating func needs(of exchange: StoredExchange) -> [Need] {
        let person = person(of: exchange)
        let (session, isNew) = session(of: exchange)
        var needs: [Need] = isNew ? session.map { [.session($0, person: person)] } ?? [] : []
        let isSignIn = RequestTarget(exchange.request.target).path == Self.signInPath
        for number in slotsShown(by: exchange.request) {
            let id = LiveUsers.SlotID(recording: exchange.recording, number: number)
            guard values[id] == nil, let slot = slots[exchange.recording]?[number] else { continue }
            switch slot.kind {
            case .authorization, .token: needs.append(isSignIn ? .token(slot: number, person: person) : .credentials)
            case .csrfToken: if let session { needs.append(.csrfToken(slot: number, session: session)) }
            case .mark, .cookie, .parameter, .configured, .email: break
            }
        }
        return needs
    }

    /// The request as it is sent now; its body without transfer coding.
    public mutating func request(for exchange: StoredExchange, body: ByteBuffer) -> (head: RequestHead, body: [UInt8]) {
        let recording = exchange.recording
        let isJSON = exchange.request.headers.first("Content-Type")?.lowercased().contains("json") ?? false
        let bytes = Array(body.readableBytesView)
        let body = isJSON ? message(bytes, of: recording) : filled(bytes, of: recording)
        var head = exchange.request
        head.target = filled(names.renamed(head.target), of: recording)
        head.headers = HeaderList(
            head.headers.map { HeaderField(name: $0.name, value: filled($0.value, of: recording)) })
        for name in ["Transfer-Encoding", "Expect", "Trailer"] { head.headers.removeAll(name) }
        if !body.isEmpty || head.headers.contains("Content-Length") {
            head.headers.set("Content-Length", String(body.count))
        }
        if let session = session(of: exchange).index { addCookies(of: session, to: &head) }
        return (head, body)
    }

    /// Puts the cookies of a session into a head, in the place of those that are there.
    public func addCookies(of session: Int, to head: inout RequestHead) {
        if let line = jars[session].header(for: origin(head.target), now: now) {
            head.headers.set("Cookie", line)
        } else {
            head.headers.removeAll("Cookie")
        }
    }

    /// A message with what stands in its slots now, and with the ids of now.
    public mutating func message(_ bytes: [UInt8], of recording: Int64) -> [UInt8] {
        filled(names.renamed(bytes), of: recording)
    }

    private mutating func filled(_ bytes: [UInt8], of recording: Int64) -> [UInt8] {
        let text = SlotText(bytes)
        guard text.hasSlots else { return bytes }
        for case .slot(let number, _) in text.parts { standIn(number, of: recording) }
        return text.filled { values[LiveUsers.SlotID(recording: recording, number: $0)] ?? [] }
    }

    private mutating func filled(_ text: String, of recording: Int64) -> String {
        text.contains("{{slot:") ? String(octets: filled(text.octets, of: recording)) : text
    }

    /// What nobody gave looks like what was there.
    private mutating func standIn(_ number: Int, of recording: Int64) {
        let id = LiveUsers.SlotID(recording: recording, number: number)
        guard values[id] == nil, let shape = slots[recording]?[number]?.shape else { return }
        values[id] = Array(shape.value(random: Playback.Options.systemRandom).utf8)
    }

    // MARK: Answers

    /// Puts a value into a slot.
    public mutating func put(_ value: String, in slot: Int, of recording: Int64) {
        values[LiveUsers.SlotID(recording: recording, number: slot)] = value.octets
    }

    /// Keeps the cookies that the tenant set for a session.
    public mutating func keep(_ answer: HeaderList, of session: Int, target: String) {
        for line in answer.all("Set-Cookie") { jars[session].store(line, from: origin(target), now: now) }
    }

    /// Takes from an answer what stood in slots of the recorded one.
    public mutating func learn(_ live: DriftAnswer, from recorded: DriftAnswer, of exchange: StoredExchange) {
        guard let before = recorded.head, let after = live.head else { return }
        names.learn(live, from: recorded)
        let recording = exchange.recording
        let set = Set(before.headers.all("Set-Cookie").flatMap { Self.slots(in: $0) })
        if !set.isEmpty {
            let session = session(of: exchange).index ?? newSession()
            for number in set { owners[LiveUsers.SlotID(recording: recording, number: number)] = session }
            keep(after.headers, of: session, target: exchange.request.target)
        }
        for line in before.headers where line.name.lowercased() != "set-cookie" {
            guard let now = after.headers.first(line.name) else { continue }
            take(from: now, where: line.value, of: recording)
        }
        guard let then = JSONText.value(recorded.body.readableBytesView),
            let now = JSONText.value(live.body.readableBytesView)
        else { return }
        take(from: now, where: then, of: recording)
    }

    private mutating func take(from live: JSONValue, where recorded: JSONValue, of recording: Int64) {
        switch (recorded, live) {
        case (.object(let then), .object(let now)):
            for member in then {
                if let value = now[member.name] { take(from: value, where: member.value, of: recording) }
            }
        case (.array(let then), .array(let now)):
            for (then, now) in zip(then, now) { take(from: now, where: then, of: recording) }
        case (.string(let then), .string(let now)): take(from: now, where: then, of: recording)
        default: break
        }
    }

    private mutating func take(from live: String, where recorded: String, of recording: Int64) {
        guard recorded.contains("{{slot:") else { return }
        for (number, value) in SlotText(recorded.octets).values(in: live.octets) {
            values[LiveUsers.SlotID(recording: recording, number: number)] = value
        }
    }

    // MARK: Sessions and people

    /// The session whose cookies a request carried; it is new where no answer of the recording set one of them.
    private mutating func session(of exchange: StoredExchange) -> (index: Int?, isNew: Bool) {
        let ids = exchange.request.headers.all("Cookie").flatMap { Self.slots(in: $0) }
            .map { LiveUsers.SlotID(recording: exchange.recording, number: $0) }
        guard !ids.isEmpty else { return (nil, false) }
        if let known = ids.lazy.compactMap({ [owners] in owners[$0] }).first { return (known, false) }
        let session = newSession()
        for id in ids { owners[id] = session }
        return (session, true)
    }

    private mutating func newSession() -> Int {
        jars.append(CookieJar())
        return jars.count - 1
    }

    /// Who sent a request, counted from 1 in the order of their first one.
    private mutating func person(of exchange: StoredExchange) -> Int {
        let identity = exchange.user.flatMap { people[exchange.recording]?[$0] } ?? ""
        if let known = order.firstIndex(of: identity) { return known + 1 }
        order.append(identity)
        return order.count
    }

    private func origin(_ target: String) -> CookieOrigin { CookieOrigin(host: host, path: target) }

    /// The slots that stand in a head outside its cookies.
    private func slotsShown(by head: RequestHead) -> Set<Int> {
        let lines = head.headers.filter { $0.name.lowercased() != "cookie" }.map(\.value)
        return Set((lines + [head.target]).flatMap { Self.slots(in: $0) })
    }

    private static func slots(in text: String) -> [Int] {
        guard text.contains("{{slot:") else { return [] }
        return SlotText(text.octets).parts.compactMap { part in
            if case .slot(let number, _) = part, number != Slot.mark.number { number } else { nil }
        }
    }
}
