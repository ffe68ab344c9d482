// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import Wire

/// The request a browser connection is serving.
///
/// A class, so that handing it on costs one retain and not one per field: copies were a sixth of the proxy's time.
final class BrowserRequest {
    enum Method {
        case get, head, post, put, patch, delete, options, connect, trace, other

        /// Safe by RFC 9110 §9.2.1: it may be sent twice, and changes nothing.
        var isSafe: Bool { self == .get || self == .head || self == .options }
        var isReading: Bool { self == .get || self == .head }
    }

    /// When its head was complete.
    let began: NIODeadline
    /// The head as it arrived; the scanner's and the facts' offsets point into it.
    let head: ByteBuffer
    let method: Method
    /// Where the target lies in the head.
    let target: Range<Int>
    let framing: BodyFraming
    var isKeepAlive: Bool
    var isOldVersion: Bool
    var route = Route.deny
    /// The value of `Origin`, when it is one that may call with credentials.
    var allowedOrigin: String?

    var session: LiveSession?
    /// What was read of the session for it.
    var state: ForwardingState?
    /// The place among its user's sockets, while this is a handshake.
    var socketPlace: Holding?

    /// The body as far as it was sent, while it may be sent again.
    var kept: [ByteBuffer] = []
    var bodyBytes = 0
    /// When the first of it was to be sent.
    var bodyBegan = NIODeadline.distantPast
    var isKept = true
    /// Whether the browser's last octet of it was taken.
    var isBodyComplete: Bool

    var hasRetried = false
    var hasRenewed = false
    var hasRefreshedToken = false
    /// Whether the body is sent from `kept`.
    var isRepeat = false

    /// Reads a head that the browser's scanner has just scanned; `octets` are those of `head`.
    init(head: ByteBuffer, _ octets: UnsafeRawBufferPointer, of browser: BrowserHandler) {
        self.head = head
        began = browser.eventLoop.now
        let line = browser.scanner.startLine
        target = line.second
        framing = browser.scanner.framing
        isOldVersion = browser.scanner.version != .http11
        isKeepAlive = browser.scanner.isKeepAlive && !isOldVersion
        isBodyComplete = framing == .none || framing == .length(0)
        method = Self.method(UnsafeRawBufferPointer(rebasing: octets[line.first]))
    }

    /// Reads something of the target where it lies.
    func withTarget<T>(_ body: (UnsafeRawBufferPointer) -> T) -> T {
        head.withUnsafeReadableBytes { body(UnsafeRawBufferPointer(rebasing: $0[target])) }
    }

    var targetText: String { withTarget { ASCII.string($0) } }

    var csrfToken: String? {
        get { state?.csrfToken }
        set {
            var changed = state
            changed?.csrfToken = newValue
            state = changed
        }
    }

    var pathText: String { String(targetText.prefix { $0 != "?" }) }

    private static func method(_ name: UnsafeRawBufferPointer) -> Method {
        switch name.count {
        case 3: ASCII.hasPrefix(name, get) ? .get : ASCII.hasPrefix(name, put) ? .put : .other
        case 4: ASCII.hasPrefix(name, headName) ? .head : ASCII.hasPrefix(name, post) ? .post : .other
        case 5: ASCII.hasPrefix(name, patch) ? .patch : ASCII.hasPrefix(name, trace) ? .trace : .other
        case 6: ASCII.hasPrefix(name, delete) ? .delete : .other
        case 7: ASCII.hasPrefix(name, options) ? .options : ASCII.hasPrefix(name, connect) ? .connect : .other
        default: .other
        }
    }

    private static let get = Array("GET".utf8)
    private static let put = Array("PUT".utf8)
    private static let headName = Array("HEAD".utf8)
    private static let post = Array("POST".utf8)
    private static let patch = Array("PATCH".utf8)
    private static let trace = Array("TRACE".utf8)
    private static let delete = Array("DELETE".utf8)
    private static let options = Array("OPTIONS".utf8)
    private static let connect = Array("CONNECT".utf8)
}
