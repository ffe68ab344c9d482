// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

extension Target {
    /// The scenario as it is played on this target: with the addresses of its accounts.
    public func addressing(_ scenario: Scenario) -> Scenario {
        guard case .deployment(let deployment) = start else { return scenario }
        return scenario.addressed(to: deployment.accounts)
    }
}

extension Scenario {
    /// The scenario with the addresses that a deployment's accounts have, wherever `NAME@example.com` stood for them.
    func addressed(to accounts: [String: TargetAccount]) -> Scenario {
        let addresses = accounts.compactMap { name, account in
            account.email.map { ("\(name)@example.com", $0) }
        }
        guard !addresses.isEmpty else { return self }
        let map = Dictionary(addresses) { first, _ in first }
        return Scenario(
            id: id, title: title, covers: covers, kind: kind, why: why, needs: needs, features: features,
            settings: settings,
            users: users.map { user in
                UserDeclaration(
                    name: user.name, email: map[user.email] ?? user.email, claims: user.claims, crowd: user.crowd)
            },
            steps: steps.map { $0.replacing(map) }, place: place, coversPlace: coversPlace, needsPlace: needsPlace)
    }
}

extension Step {
    fileprivate func replacing(_ texts: [String: String]) -> Step {
        let body: Body
        switch self.body {
        case .action: body = .action
        case .together(let times, let atOnce, let steps):
            body = .together(times: times, atOnce: atOnce, steps: steps.map { $0.replacing(texts) })
        }
        return Step(
            place: place, label: label, subject: subject, verb: verb,
            object: object.mapped { text, _ in texts[text] ?? text },
            expect: expect?.mapped { text, _ in texts[text] ?? text }, body: body, isAssertion: isAssertion)
    }
}
