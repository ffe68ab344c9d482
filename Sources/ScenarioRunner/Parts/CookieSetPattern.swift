// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import ScenarioLanguage
internal import Wire

/// The pairs a `Cookie` header must consist of, in any order and nothing else.
///
/// `<ana.tenant-cookies>` stands for the jar of one of ana's tenant sessions; a value that was replaced
/// in the meantime still counts, because the request may be older than the replacement.
enum CookieSetPattern: Sendable, Hashable {
    case none
    case pairs(Template)

    init(_ node: Node) throws(Diagnostic) {
        if case .scalar("none", false, _) = node {
            self = .none
        } else {
            self = .pairs(Template(try node.string(), place: node.place))
        }
    }

    /// What does not fit, nil if the header is exactly as it must be.
    func mismatch(_ headers: HeaderList, _ scene: Scene) async throws -> Mismatch? {
        let seen = Self.pairs(headers.all("Cookie").joined(separator: "; "))
        let words = seen.map { "\($0.name)=\($0.value)" }.joined(separator: "; ")
        guard case .pairs(let template) = self else {
            return seen.isEmpty ? nil : Mismatch(expected: "no Cookie", seen: "Cookie: \(words)")
        }
        let jars = try await jars(template, scene)
        if jars.contains(where: { Self.fits(seen, $0) }) { return nil }
        let wanted = try await scene.text(template)
        return Mismatch(expected: "Cookie: exactly \(wanted)", seen: seen.isEmpty ? "no Cookie" : "Cookie: \(words)")
    }

    /// For each session that may be meant: the names with the values each may have.
    private func jars(_ template: Template, _ scene: Scene) async throws -> [[String: Set<String>]] {
        var fixed = ""
        var user: String?
        for part in template.parts {
            switch part {
            case .text(let text): fixed += text
            case .variable(let variable) where variable.name == "tenant-cookies":
                user = variable.scope == "self" ? scene.actor : variable.scope
            case .variable(let variable): fixed += try await scene.values(of: variable).first ?? ""
            }
        }
        let further = Dictionary(Self.pairs(fixed).map { ($0.name, Set([$0.value])) }) { $0.union($1) }
        guard let user else { return [further] }
        let owner = scene.performance.scenario.user(user)?.name ?? user
        let sessions = await scene.stage.tenant.sessions().filter { $0.user == owner }
        return sessions.map { session in
            var jar = further
            for cookie in session.cookies {
                guard let value = cookie.value else { continue }
                jar[cookie.name, default: []].formUnion([value] + cookie.earlier)
            }
            return jar
        }
    }

    private static func fits(_ seen: [CookiePair], _ jar: [String: Set<String>]) -> Bool {
        seen.count == jar.count && Set(seen.map(\.name)).count == seen.count
            && seen.allSatisfy { jar[$0.name]?.contains($0.value) == true }
    }

    /// Splits a `Cookie` value at semicolons, without any of the leniency of a cookie parser.
    private static func pairs(_ line: String) -> [CookiePair] {
        line.split(separator: ";").compactMap { piece in
            let text = piece.drop { $0 == " " }
            guard !text.isEmpty else { return nil }
            let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return CookiePair(name: String(parts[0]), value: parts.count == 2 ? String(parts[1]) : "")
        }
    }
}
