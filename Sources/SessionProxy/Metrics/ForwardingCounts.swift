// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore

/// What one event loop counts: plain numbers that only this loop touches, added up when somebody asks.
struct ForwardingCounts: Sendable {
    /// Where a request went, as a label: a closed set, so that no request can make a new series.
    enum Destination: Int, CaseIterable {
        /// Its head could not be read.
        case unread
        case denied, own, api, page, asset, relay

        init(_ route: Route) {
            self =
                switch route {
                case .deny: .denied
                case .own: .own
                case .forward(.api): .api
                case .forward(.page): .page
                case .forward(.asset): .asset
                case .relay: .relay
                }
        }
    }

    /// What a method does, as a label.
    enum MethodClass: Int, CaseIterable {
        case safe, modifying, other

        init(_ method: BrowserRequest.Method) {
            self =
                switch method {
                case .get, .head, .options: .safe
                case .post, .put, .patch, .delete: .modifying
                case .connect, .trace, .other: .other
                }
        }
    }

    /// Who ended a socket first, and with which code.
    struct SocketClose: Hashable, Sendable {
        /// The side that did; nil for the proxy itself.
        var side: TunnelSide?
        /// The code, those of applications as 3000 and 4000; nil for a connection that ended without any.
        var code: UInt16?
    }

    private(set) var requests = [UInt64](
        repeating: 0, count: Destination.allCases.count * methods * statuses)
    private(set) var answerTimes = [Histogram](repeating: Histogram(), count: Destination.allCases.count)
    private(set) var tenantAnswers = [UInt64](repeating: 0, count: statuses)
    private(set) var abandonedRequests: UInt64 = 0
    private(set) var brokenAnswers: UInt64 = 0
    private(set) var refusals: [ProxyError.Code: UInt64] = [:]
    private(set) var openedSockets: UInt64 = 0
    private(set) var closedSockets: [SocketClose: UInt64] = [:]

    /// What there is at the moment of asking.
    var browserConnections = 0, tenantConnections = 0, idleTenantConnections = 0

    /// 1xx to 5xx.
    static let statuses = 5
    /// How many classes of methods there are, counted once.
    private static let methods = MethodClass.allCases.count

    var openSockets: UInt64 { openedSockets &- closedSockets.values.reduce(0, &+) }

    /// The place of a series among the requests.
    static func index(_ destination: Destination, _ method: MethodClass, statusClass: Int) -> Int {
        (destination.rawValue * methods + method.rawValue) * statuses + statusClass
    }

    private static func statusClass(_ status: Int) -> Int { min(max(status / 100, 1), statuses) - 1 }
}

/// Counting.
extension ForwardingCounts {
    /// The head of an answer goes to a browser; `request` is nil where its head could not be read.
    mutating func answered(_ request: BrowserRequest?, _ status: Int, at now: NIODeadline) {
        let destination = request.map { Destination($0.route) } ?? .unread
        let method = request.map { MethodClass($0.method) } ?? .other
        requests[Self.index(destination, method, statusClass: Self.statusClass(status))] &+= 1
        if let request { answerTimes[destination.rawValue].observe(now - request.began) }
    }

    /// The head of an answer came from the tenant.
    mutating func tenantAnswered(_ status: Int) { tenantAnswers[Self.statusClass(status)] &+= 1 }

    /// A browser left before its answer began.
    mutating func abandoned() { abandonedRequests &+= 1 }

    /// An answer ended before it was whole.
    mutating func broken() { brokenAnswers &+= 1 }

    mutating func refused(_ code: ProxyError.Code) { refusals[code, default: 0] &+= 1 }

    mutating func socketOpened() { openedSockets &+= 1 }

    mutating func socketClosed(_ close: SocketClose) {
        var close = close
        if let code = close.code, code >= 3000 { close.code = code / 1000 * 1000 }
        closedSockets[close, default: 0] &+= 1
    }

    static func += (sum: inout ForwardingCounts, other: ForwardingCounts) {
        for index in other.requests.indices { sum.requests[index] &+= other.requests[index] }
        for index in other.answerTimes.indices { sum.answerTimes[index] += other.answerTimes[index] }
        for index in other.tenantAnswers.indices { sum.tenantAnswers[index] &+= other.tenantAnswers[index] }
        sum.abandonedRequests &+= other.abandonedRequests
        sum.brokenAnswers &+= other.brokenAnswers
        sum.refusals.merge(other.refusals, uniquingKeysWith: &+)
        sum.openedSockets &+= other.openedSockets
        sum.closedSockets.merge(other.closedSockets, uniquingKeysWith: &+)
        sum.browserConnections += other.browserConnections
        sum.tenantConnections += other.tenantConnections
        sum.idleTenantConnections += other.idleTenantConnections
    }
}
