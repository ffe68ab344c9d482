// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// Learns secrets from the places where they are known to stand, and puts slots in their place wherever they turn up.
///
/// - Shape: first learn from a head, then redact what is to be stored; the live traffic is never touched.
struct Redactor: Sendable {
    let rules: RedactionRules
    private(set) var book = SlotBook()
    private(set) var users: UserLedger
    let patterns: SecretPatterns
    /// What was learnt from cookie lines that came before, so that an unchanged one costs one look-up.
    private var cookieLines: [String: Int?] = [:]

    /// Makes a redactor that knows what was configured; `salt` goes into the fingerprints of users.
    ///
    /// - Throws: ``CassetteProblem`` for a pattern that is no regular expression.
    init(rules: RedactionRules, salt: String = UserLedger.newSalt()) throws {
        self.rules = rules
        users = UserLedger(salt: salt)
        patterns = try SecretPatterns(rules)
        book.watch(names: rules.parameters)
        for literal in rules.literals { learn(literal: literal, name: "literal") }
    }

    // MARK: Learning

    /// Makes a text known that is secret wherever it stands; of several lines each is one.
    mutating func learn(literal: String, name: String) {
        for line in literal.split(whereSeparator: \.isNewline) where line.utf8.count >= Self.shortestLiteral {
            _ = book.slot(
                for: Array(line.utf8), kind: .configured, user: nil, name: name, shortest: Self.shortestLiteral)
        }
    }

    /// Learns from what a request's head tells.
    ///
    /// - Returns: the number of the user who sent it, nil where nobody is known.
    mutating func learn(fromRequest clues: [HeadClue]) -> Int? {
        var user: Int?
        for clue in clues {
            switch clue {
            case .user(let label): user = users.user(labelled: label)
            case .field(.cookie, let line): user = learn(cookieLine: line.value, user: user) ?? user
            case .field(.authorization, let line): user = learn(authorization: line, user: user) ?? user
            case .field(.value, let line): learn(line, user: user)
            case .field(.setCookie, _), .field(.location, _): break
            case .query(let query): learn(query: query, user: user)
            }
        }
        return user
    }

    /// Learns from what an answer's head tells, which was given to that user.
    mutating func learn(fromAnswer clues: [HeadClue], user: Int?) {
        for clue in clues {
            switch clue {
            case .field(.setCookie, let line):
                guard let cookie = SetCookieHeader.parse(line.value) else { continue }
                users.own(cookie: cookie.value, by: user)
                learn(cookie: cookie.name, cookie.value, user: user)
            case .field(.location, let line): learn(query: RequestTarget(line.value).query, user: user)
            case .field(.value, let line): learn(line, user: user)
            case .user, .field(.cookie, _), .field(.authorization, _), .query: break
            }
        }
    }

    private mutating func learn(_ line: HeaderField, user: Int?) {
        learn(line.value, .parameter, line.name, user, behind: "\"\(line.name)\",\"")
    }

    private mutating func learn(cookieLine line: String, user: Int?) -> Int? {
        if let known = cookieLines[line] { return known }
        let pairs = CookieHeader.parse(line).pairs
        let known = user ?? pairs.lazy.compactMap { [users] in users.user(ofCookie: $0.value) }.first
        let owner = known ?? stranger(pairs)
        for pair in pairs { learn(cookie: pair.name, pair.value, user: owner) }
        if cookieLines.count >= Self.mostCookieLines { cookieLines.removeAll(keepingCapacity: true) }
        cookieLines[line] = .some(owner)
        return owner
    }

    /// A user who was signed in before the recording began, known by the cookie of the session.
    private mutating func stranger(_ pairs: [CookiePair]) -> Int? {
        let session = pairs.first { pair in
            let name = pair.name.lowercased()
            return (name.hasSuffix("sid") || name.contains("sess")) && RedactionRules.looksSecret(pair.value)
        }
        guard let session else { return nil }
        let user = users.user(ofSession: session.value)
        for pair in pairs { users.own(cookie: pair.value, by: user) }
        return user
    }

    private mutating func learn(cookie name: String, _ value: String, user: Int?) {
        guard !rules.openCookies.contains(name) else { return }
        let lead = "\(name)="
        let name = name.lowercased()
        let isNamedSecret = Self.secretNames.contains { name.contains($0) }
        guard isNamedSecret || RedactionRules.looksSecret(value) else { return }
        learn(value, name.contains("csrf") ? .csrfToken : .cookie, name, user, behind: lead)
    }

    private mutating func learn(authorization field: HeaderField, user: Int?) -> Int? {
        let line = field.value
        let credentials = line.firstIndex(of: " ").map { line[line.index(after: $0)...] } ?? line[...]
        guard !book.contains(credentials.octets) else { return users.user(ofToken: String(credentials)) ?? user }
        let owner = users.user(ofToken: String(credentials)) ?? user
        let scheme = line[..<credentials.startIndex]
        learn(String(credentials), .authorization, "Authorization", owner, behind: "\"\(field.name)\",\"\(scheme)")
        return owner
    }

    private mutating func learn(query: String?, user: Int?) {
        guard let query else { return }
        for part in query.split(separator: "&") {
            guard let equals = part.firstIndex(of: "=") else { continue }
            let name = String(part[..<equals])
            guard rules.parameters.contains(name) else { continue }
            let text = String(part[part.index(after: equals)...])
            let value = PercentEncoding.decode(text[...]) ?? text
            // A short one is only found as it was written.
            let isShort = value.utf8.count < RedactionRules.shortestSecret
            learn(isShort ? text : value, .parameter, name, user, behind: "\(name)=")
        }
    }

    private mutating func learn(
        _ value: String, _ kind: Slot.Kind, _ name: String, _ user: Int?, behind lead: String
    ) {
        let kind = kind == .parameter && name.lowercased().contains("csrf") ? .csrfToken : kind
        let octets = value[...].octets
        if octets.count < RedactionRules.shortestSecret {
            book.learn(short: octets, behind: lead[...].octets, kind: kind, user: user, name: name)
        } else {
            _ = book.slot(for: octets, kind: kind, user: user, name: name)
        }
    }

    /// The shortest text that may be configured as secret.
    private static let shortestLiteral = 4
    private static let mostCookieLines = 4096
    /// What the name of a cookie has in it that is always a secret.
    private static let secretNames = ["sid", "sess", "csrf", "token", "auth", "sig"]

    // MARK: Finding

    /// The places of secrets in some bytes, and the mark for each.
    ///
    /// - Shape: in order, without overlaps. What is met for the first time gets a slot, which belongs to `user`.
    mutating func marks(in bytes: UnsafeRawBufferPointer, user: Int?) -> [(range: Range<Int>, mark: [UInt8])] {
        var places: [(range: Range<Int>, mark: [UInt8])] = []
        func put(_ range: Range<Int>, _ number: Int?, _ encoding: SecretEncoding = .raw) {
            guard let number, range.lowerBound >= places.last?.range.upperBound ?? 0 else { return }
            places.append((range, Slot.mark(number, encoding)))
        }
        let finds = patterns.merged(book.finder.finds(in: bytes), in: bytes)
        for (index, find) in finds.enumerated() {
            switch find.meaning {
            case .secret(let slot, let encoding): put(find.range, slot, encoding)
            case .mark: put(find.range, Slot.mark.number)
            case .token:
                put(find.range, book.slot(for: Array(bytes[find.range]), kind: .token, user: user, name: "JWT"))
            case .matched(let kind):
                put(
                    find.range,
                    book.slot(
                        for: Array(bytes[find.range]), kind: kind, user: user, name: kind.rawValue,
                        shortest: Self.shortestLiteral))
            case .name(let name):
                guard let range = NamedSecret.value(after: find.range, in: bytes) else { continue }
                // What is known of the value already says more than its name.
                let isKnown = finds[(index + 1)...].contains { range.overlaps($0.range) && !$0.meaning.isName }
                guard !isKnown else { continue }
                let kind: Slot.Kind = name.lowercased().contains("csrf") ? .csrfToken : .parameter
                put(range, book.slot(for: Array(bytes[range]), kind: kind, user: user, name: name))
            }
        }
        return places
    }
}

extension StringProtocol {
    /// The octets for which the scalars stand.
    fileprivate var octets: [UInt8] { String(self).octets }
}
