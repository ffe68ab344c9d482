// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import ScenarioLanguage
import ScenarioRunner
import Transport
import Wire

/// One browser of a scenario: a cookie jar, kept-alive connections and sockets, over the byte-level client.
///
/// - Shape: sends exactly the header lines it is told to; reads with llhttp, not with the scanners that the proxy uses.
/// - Source: RFC 6265bis §5 for the jar; Fetch for what a browser adds by itself.
actor TestBrowser: StageBrowser {
    nonisolated let name: String
    let world: BrowserWorld
    var jar = CookieJar()
    var idle: [String: [BrowserConnection]] = [:]
    var sockets: [String: OpenSocket] = [:]

    /// The user of this browser: `ana` for `ana/2`.
    nonisolated var user: String { String(name.prefix { $0 != "/" }) }

    init(name: String, world: BrowserWorld) {
        self.name = name
        self.world = world
    }

    /// What the identity provider calls this browser's session: `ana~2` for `ana/2`.
    nonisolated var providerSession: String { name.replacing("/", with: "~") }

    func prepare(user declaration: UserDeclaration) async throws {
        guard let provider = world.provider else { return }
        try await provider.users.register(declaration)
        _ = jar.store(
            "idp_session=\(providerSession); Path=/; Secure; HttpOnly",
            from: world.cookieOrigin(of: provider.issuer),
            now: world.seconds)
    }

    // MARK: The jar

    func cookies() async -> [StoredCookie] {
        jar.cookies(for: world.cookieOrigin(of: world.publicOrigin), now: world.seconds)
    }

    func setCookie(name: String, value: String) async {
        let secure = world.publicOrigin.isSecure ? "; Secure" : ""
        _ = jar.store(
            "\(name)=\(value); Path=/\(secure)", from: world.cookieOrigin(of: world.publicOrigin), now: world.seconds)
    }

    func clearCookies() async {
        guard let issuer = world.provider?.issuer else { return jar.removeAll() }
        let kept = jar.cookies(for: world.cookieOrigin(of: issuer), now: world.seconds)
        jar.removeAll()
        for cookie in kept {
            _ = jar.store(
                "\(cookie.name)=\(cookie.value); Path=/; Secure", from: world.cookieOrigin(of: issuer),
                now: world.seconds)
        }
    }

    func keep(_ response: ResponseHead, from url: HTTPURL) {
        for line in response.headers.all("Set-Cookie") {
            _ = jar.store(line, from: world.cookieOrigin(of: url), now: world.seconds)
        }
    }

    // MARK: Connections

    /// A kept-alive connection to the URL's origin, or a new one.
    func connection(to url: HTTPURL) async throws -> (BrowserConnection, isReused: Bool) {
        while let connection = idle[url.origin]?.popLast() {
            if connection.isOpen { return (connection, true) }
            await connection.close()
        }
        return (try await world.connect(to: url), false)
    }

    /// Keeps a connection for the next request, if it can carry one.
    func giveBack(_ connection: BrowserConnection, to url: HTTPURL) async {
        if connection.isOpen {
            idle[url.origin, default: []].append(connection)
        } else {
            await connection.close()
        }
    }

    /// Closes connections and sockets without ceremony.
    func close() async {
        for socket in sockets.values { await socket.end() }
        sockets = [:]
        for connection in idle.values.joined() { await connection.reset() }
        idle = [:]
    }
}
