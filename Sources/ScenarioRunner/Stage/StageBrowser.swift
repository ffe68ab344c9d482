// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

public import ScenarioLanguage
public import Wire

/// One browser of one user: a cookie jar, connections, and sockets.
///
/// What it sends and gets is written to the stage's browser witness before a call returns.
/// A proxy that does not answer is an exchange with outcome `.timedOut`, never an error.
public protocol StageBrowser: Sendable {
    /// The name: `ana` or `ana/2`.
    var name: String { get }

    /// Makes the user known at the identity provider and primes the browser's cookie there.
    func prepare(user: UserDeclaration) async throws
    /// Opens `login` as a navigation and follows redirects between proxy and identity provider to the end.
    func signIn(via login: String, headers: HeaderList) async throws -> [WitnessedExchange]
    /// Sends one request; no redirect is followed, the jar is applied unless the request says otherwise.
    func send(_ request: BrowserRequest) async throws -> WitnessedExchange
    /// Opens `url` as a navigation and follows redirects, at most `limit`.
    func visit(_ url: String, headers: HeaderList, limit: Int) async throws -> [WitnessedExchange]
    /// Sends literal bytes on a fresh connection and returns each answer that comes until the end or `within`.
    func sendRaw(_ bytes: [UInt8], then trickle: Trickle?, within: Duration) async throws -> RawConversation

    /// Opens a WebSocket called `socket`; the exchange tells whether it was refused.
    func open(_ request: BrowserRequest, socket: String) async throws -> WitnessedExchange
    /// Sends one frame.
    func send(_ frame: StageFrame, on socket: String) async throws
    /// Sends a close frame (empty if `code` is nil) and closes as RFC 6455 §7.1.2 says.
    func closeSocket(_ socket: String, code: UInt16?, reason: String) async throws
    /// Resets the socket's connection without a close frame.
    func dropSocket(_ socket: String) async throws
    /// Stops or resumes taking bytes from the socket's connection.
    func setReading(_ isReading: Bool, on socket: String) async throws

    /// The cookies for the proxy's origin, expired ones left out.
    func cookies() async -> [StoredCookie]
    /// Puts a cookie for the proxy's origin into the jar.
    func setCookie(name: String, value: String) async
    /// Empties the jar, the identity provider's cookie excepted.
    func clearCookies() async
}

/// Bytes that are sent one at a time.
public struct Trickle: Sendable, Hashable {
    /// The bytes.
    public let bytes: [UInt8]
    /// The time between two of them.
    public let interval: Duration

    /// Makes a trickle.
    public init(bytes: [UInt8], every interval: Duration) {
        self.bytes = bytes
        self.interval = interval
    }
}

/// What came back on a connection that literal bytes were sent on.
public struct RawConversation: Sendable {
    /// The answers, each with the same synthetic request.
    public let exchanges: [WitnessedExchange]
    /// True if the proxy closed or reset the connection in time.
    public let isClosed: Bool
    /// Bytes after the last complete answer.
    public let rest: [UInt8]

    /// Makes a conversation.
    public init(exchanges: [WitnessedExchange], isClosed: Bool, rest: [UInt8] = []) {
        self.exchanges = exchanges
        self.isClosed = isClosed
        self.rest = rest
    }
}
