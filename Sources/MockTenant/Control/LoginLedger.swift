// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Synchronization

/// Counts logins, whatever the witness has dropped since.
final class LoginLedger: Sendable {
    private let counts = Mutex(LoginCounts())

    /// Counts one login that came to a verdict, by what its token says of itself.
    func note(_ facts: [String: String], isAccepted: Bool) {
        let subject = facts["jwt.sub"] ?? ""
        let identifier = facts["jwt.jti"]
        counts.withLock { counts in
            if isAccepted {
                counts.accepted[subject, default: 0] += 1
            } else {
                counts.refused[subject, default: 0] += 1
            }
            if let identifier { counts.identifiers[identifier, default: 0] += 1 }
        }
    }

    var all: LoginCounts { counts.withLock { $0 } }

    func removeAll() {
        counts.withLock { $0 = LoginCounts() }
    }
}

/// How often whom, and which token, logged in.
public struct LoginCounts: Sendable, Hashable {
    /// Logins that opened a session, by subject.
    public var accepted: [String: Int] = [:]
    /// Logins that did not, by the subject that the token names; without one under the empty text.
    public var refused: [String: Int] = [:]
    /// How often each `jti` was shown.
    public var identifiers: [String: Int] = [:]
}
