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

    init(random: RandomSource, nicknames: [String: String]) {
        self.random = random
        self.nicknames = nicknames
    }

    /// Creates the user of these claims, or renews name, e-mail and groups of an existing one, as the switches say.
    ///
    /// - Returns: nil where the user is no active member.
    func login(_ claims: TokenClaims, switches: TenantSwitches, now: Int64) -> (user: TenantUser, isNew: Bool)? {
        let groups = switches.createsGroups ? claims.groups : []
        return users.withLock { users in
            if let index = users.firstIndex(where: { $0.subject == claims.subject }) {
                guard users[index].status == .active else { return nil }
                guard switches.usersOnLogin != .createOnly else { return (users[index], false) }
                users[index].displayName = claims.name
                users[index].email = claims.email
                users[index].groups = groups
                users[index].updatedAt = now
                return (users[index], false)
            }
            guard switches.usersOnLogin != .knownOnly else { return nil }
            let name = name(of: claims)
            let isTaken = users.contains { $0.name == name }
            let user = TenantUser(
                id: Hex.string(random.bytes(12)),
                name: isTaken ? claims.subject : name,
                subject: claims.subject,
                displayName: claims.name,
                email: claims.email,
                groups: groups,
                createdAt: now,
                updatedAt: now,
                marker: "marker-\(Hex.string(random.bytes(12)))")
            users.append(user)
            return (user, true)
        }
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
