// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// Who of a recording stands behind the live requests, and what stands in the slots this time.
///
/// - Shape: a user of the recording is known by the fingerprint of their token, so that the same person gets their own
///   answers again; somebody else takes the place of the next user nobody has taken.
struct LiveUsers {
    /// A slot of one recording.
    struct SlotID: Hashable {
        var recording: Int64
        var number: Int
    }

    /// A user, the same in all recordings that are read together.
    struct User: Hashable {
        var identity: String
        var label: String
    }

    private let users: [Int64: [Int: User]]
    private let slots: [Int64: [Int: Slot]]
    private let random: (Int) -> [UInt8]
    private var values: [SlotID: [UInt8]] = [:]
    private var holders: [[UInt8]: String] = [:]
    private var bound: [String: String] = [:]
    /// What was put into slots so far, also where it has been replaced since.
    private(set) var canaries: [Canary] = []
    private var cookieLines: [String: String?] = [:]

    init(users: [Int64: [Int: User]], slots: [Int64: [Int: Slot]], random: @escaping (Int) -> [UInt8]) {
        self.users = users
        self.slots = slots
        self.random = random
    }

    // MARK: Users

    /// Who sends a live request.
    enum Sender: Hashable {
        /// Nobody who is known.
        case nobody
        /// A user of the recording.
        case user(String)
        /// Somebody who shows a token and has not taken a user's place yet.
        case stranger(subject: String)
    }

    /// The identity of a user of a recording.
    func identity(_ user: Int?, of recording: Int64) -> String? { user.flatMap { users[recording]?[$0]?.identity } }

    /// Who sends a request with that head.
    mutating func sender(of head: RequestHead) -> Sender {
        if let line = head.headers.first("Cookie"), let identity = holder(ofCookies: line) { return .user(identity) }
        guard let line = head.headers.first("Authorization"), let token = line.split(separator: " ").last,
            let subject = UserLedger.subject(ofToken: String(token))
        else { return .nobody }
        if let identity = bound[subject] { return .user(identity) }
        let identities = users.values.flatMap { $0.values.map(\.identity) }
        guard let identity = identities.first(where: { UserLedger.isFingerprint($0, of: subject) }) else {
            return .stranger(subject: subject)
        }
        bound[subject] = identity
        return .user(identity)
    }

    /// Whether a live sender may be given what was recorded of a user.
    func admits(_ sender: Sender, to identity: String?) -> Bool {
        guard let identity else { return true }
        return switch sender {
        case .nobody: false
        case .user(let live): live == identity
        case .stranger: !bound.values.contains(identity)
        }
    }

    /// Gives a stranger the place of a user.
    mutating func bind(_ sender: Sender, to identity: String?) {
        guard case .stranger(let subject) = sender, let identity else { return }
        bound[subject] = identity
    }

    private mutating func holder(ofCookies line: String) -> String? {
        if let known = cookieLines[line] { return known }
        let pairs = CookieHeader.parse(line).pairs
        let identity = pairs.lazy.compactMap { [holders] in holders[Array($0.value.utf8)] }.first
        // A line of nobody may become somebody's, when its value is given out; a line of somebody stays theirs.
        if let identity, cookieLines.count < Self.mostCookieLines { cookieLines[line] = .some(identity) }
        return identity
    }

    private static let mostCookieLines = 4096

    // MARK: Slots

    /// What stands in a slot.
    mutating func value(_ number: Int, of recording: Int64) -> [UInt8] {
        let id = SlotID(recording: recording, number: number)
        if let value = values[id] { return value }
        guard let slot = slots[recording]?[number] else { return [] }
        let value = Array((slot.kind == .token ? token() : slot.shape.value(random: random)).utf8)
        values[id] = value
        let user = slot.user.flatMap { users[recording]?[$0] }
        // A short one may be another user's too.
        if let user, value.count >= RedactionRules.shortestSecret { holders[value] = user.identity }
        let owner = user?.label ?? "nobody"
        canaries.append(
            Canary(
                kind: slot.canaryKind, owner: owner, name: "\(owner).\(slot.name)",
                value: String(decoding: value, as: UTF8.self)))
        return value
    }

    /// Lets the slots of those numbers get other values the next time.
    mutating func renew(_ numbers: some Sequence<Int>, of recording: Int64) {
        for number in numbers { values[SlotID(recording: recording, number: number)] = nil }
    }

    /// A token that can be taken apart; nobody who checks its signature takes it.
    private func token() -> String {
        let header = Base64.encode(Array(#"{"alg":"none"}"#.utf8), urlSafe: true)
        let id = SlotShape(description: "h32").value(random: random)
        let claims = Base64.encode(Array(#"{"jti":"\#(id)"}"#.utf8), urlSafe: true)
        return "\(header).\(claims).\(SlotShape(description: "x43").value(random: random))"
    }
}

extension Slot {
    /// What the taint oracle calls this.
    fileprivate var canaryKind: Canary.Kind {
        switch kind {
        case .cookie: name.hasSuffix(".sig") ? .tenantCookieSignature : .tenantCookie
        case .csrfToken: .csrfToken
        case .authorization: .authorizationHeader
        case .token, .parameter: .accessToken
        case .configured, .email, .mark: .bodyMarker
        }
    }
}
