// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// The tenant sessions that can be told from requests and answers: one for each accepted login, known by its cookies.
///
/// - Source: qlik.dev, "Session Cookie Proxy": the JWT goes to `/login/jwt-session`, the answer sets the cookies.
struct LearntSessions {
    /// Whose request it is, as far as that is known.
    struct Place {
        var actor: String?
        /// The index of the session, once there is one.
        var session: Int?
        var facts: [String: String] = [:]
    }

    private struct Session {
        var user: String
        var cookies: [String: String] = [:]
        var csrfTokens: [String] = []
    }

    private static let loginPath = "/login/jwt-session"
    private static let csrfHeader = "qlik-csrf-token"
    private static let csrfCookie = "_csrfToken"

    private let nicknames: [String: String]
    private var sessions: [Session] = []
    private var owners: [String: Int] = [:]
    private(set) var canaries: [Canary] = []

    init(nicknames: [String: String]) {
        self.nicknames = nicknames
    }

    /// The sessions in the order in which they were opened.
    var live: [LiveTenantSession] {
        sessions.enumerated().map { index, session in
            LiveTenantSession(
                id: Self.id(index), user: session.user, csrfCookie: session.cookies[Self.csrfCookie],
                csrfTokens: session.csrfTokens)
        }
    }

    /// Says whose request this is: by its token, or else by the cookies that it carries.
    mutating func place(of head: RequestHead) -> Place {
        if let token = head.headers.first("Authorization")?.split(separator: " ").last {
            return login(String(token))
        }
        let pairs = head.headers.all("Cookie").flatMap { CookieHeader.parse($0).pairs }
        guard let session = pairs.compactMap({ owners[$0.value] }).first else { return Place() }
        return Place(actor: sessions[session].user, session: session, facts: ["session": Self.id(session)])
    }

    /// Takes notice of the cookies and tokens in an answer.
    ///
    /// - Returns: the id of the session that it opened, if it did.
    mutating func learn(_ head: ResponseHead, to request: RequestHead, at place: Place) -> String? {
        let lines = head.headers.all("Set-Cookie").compactMap { SetCookieHeader.parse($0) }
        let isLogin = RequestTarget(request.target).path == Self.loginPath && head.status == 200 && !lines.isEmpty
        if isLogin { sessions.append(Session(user: place.actor ?? "")) }
        guard let index = isLogin ? sessions.count - 1 : place.session else { return nil }
        for line in lines {
            sessions[index].cookies[line.name] = line.value
            owners[line.value] = index
        }
        if let token = head.headers.first(Self.csrfHeader), !sessions[index].csrfTokens.contains(token) {
            sessions[index].csrfTokens.append(token)
            add(.csrfToken, sessions[index].user, "csrf-token", token)
        }
        return isLogin ? Self.id(index) : nil
    }

    private mutating func login(_ token: String) -> Place {
        var place = Place()
        let parts = token.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, let claims = Self.object(String(parts[1])) else { return place }
        for member in claims {
            place.facts["jwt.\(member.name)"] = member.value.stringValue ?? member.value.serialized()
        }
        let subject = claims["sub"]?.stringValue ?? ""
        let user = nicknames[subject] ?? subject
        place.actor = user
        add(.tenantToken, user, "jwt", token)
        return place
    }

    private mutating func add(_ kind: Canary.Kind, _ owner: String, _ name: String, _ value: String) {
        canaries.append(Canary(kind: kind, owner: owner, name: "\(owner).\(name)", value: value))
    }

    private static func id(_ index: Int) -> String { "session-\(index + 1)" }

    private static func object(_ part: String) -> JSONObject? {
        guard let bytes = Base64.decode(part, urlSafe: true) else { return nil }
        do {
            return try JSONValue.parse(bytes).objectValue
        } catch {
            return nil
        }
    }
}
