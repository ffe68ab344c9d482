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

    /// Holds a login to what the tenant knew of the person before.
    ///
    /// - Throws: `TenantProblem` where these claims open no session, however good their signature is.
    /// - Source: community articles: `AUTH-5`, `USER_INVITE_EXPIRED`, `LOGIN-12`.
    func admit(_ claims: TokenClaims, createsUsers: Bool) throws(TenantProblem) {
        let isUser = users.withLock { $0.contains { $0.subject == claims.subject } }
        switch members.first(where: { $0.subject == claims.subject })?.status {
        case .disabled, .deleted: throw .notMember
        case .expired: throw .invitationExpired
        case .active, .invited: break
        case nil: if !createsUsers, !isUser { throw .notMember }
        }
        let namesakes = members.count { $0.status == .active && $0.email == claims.email }
        if namesakes > 1 { throw .ambiguousEmail }
    }

    /// Creates the user of these claims, or renews name, e-mail and groups of an existing one, as the switches say.
    ///
    /// - Throws: `TenantProblem` where the user is no active member, or cannot be told from others.
    func login(
        _ claims: TokenClaims, switches: TenantSwitches, now: Int64
    ) throws(TenantProblem) -> (user: TenantUser, isNew: Bool) {
        let groups = switches.createsGroups ? claims.groups : []
        return try users.withLock { users throws(TenantProblem) in
            if let index = users.firstIndex(where: { $0.subject == claims.subject }) {
                switch users[index].status {
                case .active: break
                case .invited: throw .invitationExpired
                case .disabled, .deleted: throw .notMember
                }
                guard switches.usersOnLogin != .createOnly else { return (users[index], false) }
                users[index].displayName = claims.name
                users[index].email = claims.email
                users[index].groups = groups
                users[index].updatedAt = now
                return (users[index], false)
            }
            guard switches.usersOnLogin != .knownOnly else { throw .notMember }
            let namesakes = users.count { $0.email == claims.email && !claims.email.isEmpty && $0.status == .active }
            guard namesakes < 2 else { throw .ambiguousEmail }
            let user = newUser(claims, groups: groups, others: users, now: now)
            users.append(user)
            return (user, true)
        }
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
