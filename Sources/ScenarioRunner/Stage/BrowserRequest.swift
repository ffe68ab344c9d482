// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

public import Wire

/// One request as a scenario asks a browser for it.
///
/// The browser adds `Host`, `Cookie`, `Origin`, `Sec-Fetch-*` and `Accept` as its `mode` demands,
/// unless `headers` has them or `omitted` names them.
public struct BrowserRequest: Sendable, Hashable {
    /// What kind of page action sends the request; decides `Accept`, `Origin` and `Sec-Fetch-*`.
    public enum Mode: String, Sendable, Hashable, CaseIterable {
        /// `fetch` by a script of the proxy's own origin.
        case api
        /// A page visit: `Sec-Fetch-Mode: navigate`, `Accept: text/html,…`.
        case navigate
        /// A `<script src>`: `Sec-Fetch-Mode: no-cors`, `Sec-Fetch-Dest: script`.
        case script
        /// An `<img src>` on a page of another site.
        case image
        /// A form that a page of another site posts.
        case form
        /// `fetch` by a page of another site.
        case crossSite = "cross-site"
        /// A page visit by a link on another site.
        case crossSiteNavigate = "cross-site-navigate"
        /// A program, not a browser: nothing is added but `Host` and `Cookie`.
        case program
    }

    /// Which connection carries the request.
    public enum Connection: Sendable, Hashable {
        /// The browser's kept-alive one.
        case shared
        /// One of its own, closed afterwards.
        case fresh
        /// One that all browsers which name it take turns on, as behind a front balancer.
        case named(String)
    }

    /// A part of the head that is lengthened until it has exactly so many bytes; line ends count in a head only.
    public enum Filling: Sendable, Hashable {
        /// The request line, by its query.
        case requestLine(Int)
        /// A header line of its own.
        case headerLine(Int)
        /// The `Cookie` line, by another cookie.
        case cookieLine(Int)
        /// The whole head with its empty line, by header lines of at most 4 KiB.
        case head(Int)
    }

    /// The method.
    public var method: String
    /// The raw request target; `https://host/…` goes to another host.
    public var target: String
    /// Header lines as given, in order.
    public var headers: HeaderList
    /// The body; nil sends none.
    public var body: [UInt8]?
    /// True sends the body in chunks, without `Content-Length`.
    public var isChunked: Bool
    /// Which connection carries it.
    public var connection: Connection
    /// What kind of page action it is.
    public var mode: Mode
    /// The whole `Cookie` value instead of the jar's; empty sends no `Cookie` line.
    public var cookieOverride: String?
    /// Cookies on top of the jar's.
    public var extraCookies: [CookiePair]
    /// Lower-case names of header fields the browser must not add.
    public var omitted: Set<String>
    /// Leave (reset the connection) after this many body bytes of the answer; 0 leaves before its head.
    public var leaveAfter: Int?
    /// Leave after this many bytes of the request body were sent.
    public var leaveAfterSending: Int?
    /// What is lengthened, after everything else was added.
    public var filling: Filling?
    /// How long the answer may take.
    public var within: Duration

    /// The time an answer may take unless a step says otherwise: longer than any proxy limit that is tested.
    public static let patience = Duration.seconds(20)

    /// Makes a request.
    public init(
        method: String = "GET", target: String, headers: HeaderList = HeaderList(), body: [UInt8]? = nil,
        isChunked: Bool = false, connection: Connection = .shared, mode: Mode = .api, cookieOverride: String? = nil,
        extraCookies: [CookiePair] = [], omitted: Set<String> = [], leaveAfter: Int? = nil,
        leaveAfterSending: Int? = nil, filling: Filling? = nil, within: Duration = BrowserRequest.patience
    ) {
        self.method = method
        self.target = target
        self.headers = headers
        self.body = body
        self.isChunked = isChunked
        self.connection = connection
        self.mode = mode
        self.cookieOverride = cookieOverride
        self.extraCookies = extraCookies
        self.omitted = omitted
        self.leaveAfter = leaveAfter
        self.leaveAfterSending = leaveAfterSending
        self.filling = filling
        self.within = within
    }
}
