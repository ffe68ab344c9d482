// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import ScenarioLanguage
import ScenarioRunner
import Wire

/// How the users of a stage sign in.
struct BrowserAccounts: Sendable {
    /// One user's way to a session.
    enum Way: Sendable {
        /// The identity provider knows the browser by a cookie: redirects are all there is.
        case byRedirects
        /// A session is open already; these cookies open it.
        case given([String: String])
        /// There is a page to fill in.
        case form(SignInAnswers)
    }

    /// The accounts by the users' names in scenarios; empty where the identity provider knows everybody.
    let accounts: [String: TargetAccount]
    let form: TargetForm
    /// The proxy's route to sign in, and a page that needs a session.
    let login: String
    let home: String

    /// Where everybody is known.
    static let everybody = BrowserAccounts(accounts: [:], form: TargetForm(), login: "", home: "")

    /// Whether redirects may lead to hosts that are not on this machine.
    var leadsAnywhere: Bool { !accounts.isEmpty }

    /// How this user signs in.
    ///
    /// - Throws: `StageProblem` with `.unsupported` where there is no account.
    func way(of user: String) throws(StageProblem) -> Way {
        guard !accounts.isEmpty else { return .byRedirects }
        guard let account = accounts[user] else {
            throw StageProblem(.unsupported, "not observable here: the target file has no account for \(user)")
        }
        guard !account.isGiven else { return .given(account.cookies) }
        guard let username = account.username else { return .byRedirects }
        let answers = [(form.username, username)] + (account.password.map { [(form.password, $0)] } ?? [])
        return .form(SignInAnswers(answers: answers))
    }

    /// What every request of this user carries.
    func headers(of user: String) -> [String: String] { accounts[user]?.headers ?? [:] }

    /// What was given to sign in with: no report shows it.
    var canaries: [Canary] {
        accounts.flatMap { user, account in
            var secrets = account.cookies.merging(account.headers) { one, _ in one }
            secrets["password"] = account.password
            return secrets.map { name, value in
                Canary(kind: .browserSession, owner: user, name: "\(user).\(name)", value: value)
            }
        }
    }
}
