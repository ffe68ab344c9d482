// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Synchronization
import Transport
import Wire

/// The members of the tenant, created and renewed by logins.
///
/// - Source: qlik.dev, "Implement JWT authorization": a user seen for the first time is created from the claims.
final class UserBook: Sendable {
    private let users = Mutex<[TenantUser]>([])
    private let random: RandomSource
    private let nicknames: [String: String]
    private let members: [TenantMember]

    init(random: RandomSource, nicknames: [String: String], members: [TenantMember]) {
        self.random = random
        self.nicknames = nicknames
        self.members = members
    }

    /// Creates the user of these claims, or renews name, e-mail and groups of an existing one, as the switches say.
    ///
    /// - Parameters:
    ///   - claims: What the login says of the person.
    ///   - createsUsers: Whether the registration that the login came by creates users.
    ///   - switches: The tenant's switches.
    ///   - now: In milliseconds since the epoch.
    /// - Returns: the user, and whether this login made it.
    /// - Throws: `TenantProblem` where these claims open no session, however good their signature is.
    /// - Source: community articles: `AUTH-5`, `USER_INVITE_EXPIRED`, `LOGIN-12`.
    func login(
        _ claims: TokenClaims, createsUsers: Bool, switches: TenantSwitches, now: Int64
    ) throws(TenantProblem) -> (user: TenantUser, isNew: Bool) {
        let groups = switches.createsGroups ? claims.groups : []
        return try users.withLock { users throws(TenantProblem) in
            let member = members.first { $0.subject == claims.subject }
            if let index = users.firstIndex(where: { $0.subject == claims.subject }) {
                if let refusal = users[index].status.refusal ?? member?.status.refusal { throw refusal }
                guard switches.usersOnLogin != .createOnly else { return (users[index], false) }
                users[index].displayName = claims.name
                users[index].email = claims.email
                users[index].groups = groups
                users[index].updatedAt = now
                return (users[index], false)
            }
            if let refusal = member?.status.refusal { throw refusal }
            let createsUsers = createsUsers && switches.usersOnLogin != .knownOnly
            guard createsUsers || member != nil else { throw .notMember }
            guard subjects(with: claims.email, among: users).count < 2 else { throw .ambiguousEmail }
            let user = newUser(claims, groups: groups, others: users, now: now)
            users.append(user)
            return (user, true)
        }
    }

    /// The user of an API key, made at its first use.
    func holder(of key: String, now: Int64) -> (user: TenantUser, isNew: Bool) {
        let subject = "api-key|\(Redaction.fingerprint(key))"
        return users.withLock { users in
            if let user = users.first(where: { $0.subject == subject }) { return (user, false) }
            let user = TenantUser(
                id: Hex.string(random.bytes(12)), name: subject, subject: subject, displayName: "API key",
                email: "\(Redaction.fingerprint(key))@api-keys.example", groups: [], createdAt: now, updatedAt: now,
                marker: "marker-\(Hex.string(random.bytes(12)))")
            users.append(user)
            return (user, true)
        }
    }

    /// The active people of that e-mail, by subject; an empty one is nobody's.
    private func subjects(with email: String, among users: [TenantUser]) -> Set<String> {
        guard !email.isEmpty else { return [] }
        let known = members.filter { $0.email == email && $0.status == .active }.map(\.subject)
        return Set(known + users.filter { $0.email == email && $0.status == .active }.map(\.subject))
    }

    private func newUser(_ claims: TokenClaims, groups: [String], others: [TenantUser], now: Int64) -> TenantUser {
        let name = name(of: claims)
        let isTaken = others.contains { $0.name == name }
        return TenantUser(
            id: Hex.string(random.bytes(12)),
            name: isTaken ? claims.subject : name,
            subject: claims.subject,
            displayName: claims.name,
            email: claims.email,
            groups: groups,
            createdAt: now,
            updatedAt: now,
            marker: "marker-\(Hex.string(random.bytes(12)))")
    }

    /// What witness and control interface call the user.
    private func name(of claims: TokenClaims) -> String {
        if let nickname = nicknames[claims.subject] { return nickname }
        return claims.email.isEmpty ? claims.subject : TenantUser.localPart(of: claims.email)
    }

    /// How many people the tenant knows, be it from before or by a login.
    var count: Int {
        users.withLock { Set(members.map(\.subject) + $0.map(\.subject)).count }
    }

    func user(id: String) -> TenantUser? {
        users.withLock { $0.first { $0.id == id } }
    }

    func user(named name: String) -> TenantUser? {
        users.withLock { users in users.first { $0.name == name } ?? users.first { $0.isNamed(name) } }
    }

    func set(_ status: TenantUserStatus, of name: String) {
        users.withLock { users in
            for index in users.indices where users[index].isNamed(name) { users[index].status = status }
        }
    }

    func removeAll() {
        users.withLock { $0.removeAll() }
    }
}
