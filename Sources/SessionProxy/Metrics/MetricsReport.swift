// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import Transport

/// Everything a proxy counts, put together at the moment of asking.
///
/// - Shape: every series of a closed set of labels is there from the beginning, so that a rate sees the first event too.
struct MetricsReport: Sendable {
    let forwarding: ForwardingCounts
    let control: ControlCounts.State
    let liveSessions: Int
    /// When the proxy started, in milliseconds since 1970.
    let startedAt: Int64
    let process: ProcessFigures

    typealias Sample = MetricFamily.Sample

    var text: String {
        MetricFamily.text(of: requestFamilies + socketFamilies + sessionFamilies + storeFamilies + processFamilies)
    }

    // MARK: - Requests

    private var requestFamilies: [MetricFamily] {
        [
            MetricFamily(
                "tenantless_requests_total", .counter,
                "Answers to browsers, by where the request went, what its method does, and status.", requests),
            MetricFamily(
                "tenantless_answer_seconds", .histogram,
                "Time from the end of a request's head to the beginning of its answer, sign-ins and renewals included.",
                ForwardingCounts.Destination.allCases.filter { $0 != .unread }.flatMap { destination in
                    forwarding.answerTimes[destination.rawValue].samples([("route", "\(destination)")])
                }),
            MetricFamily(
                "tenantless_abandoned_requests_total", .counter, "Requests whose browser left before an answer.",
                forwarding.abandonedRequests),
            MetricFamily(
                "tenantless_broken_answers_total", .counter, "Answers that broke off after they had begun.",
                forwarding.brokenAnswers),
            MetricFamily(
                "tenantless_refusals_total", .counter, "Requests that the proxy answered with an error of its own.",
                ProxyError.Code.allCases.map { Sample(labels: [("reason", $0.rawValue)], value: refusals($0)) }),
            MetricFamily(
                "tenantless_limits_hit_total", .counter, "How often a limit was reached, by the variable that sets it.",
                limits),
            MetricFamily(
                "tenantless_tenant_answers_total", .counter, "Answers of the tenant to what was forwarded, by status.",
                forwarding.tenantAnswers.enumerated().map { index, count in
                    Sample(labels: [("status", Self.status(index))], value: Double(count))
                }),
            MetricFamily(
                "tenantless_browser_connections", .gauge, "Open connections of browsers.",
                forwarding.browserConnections),
            MetricFamily(
                "tenantless_tenant_connections", .gauge, "Open connections to the tenant.",
                [
                    Sample(
                        labels: [("state", "busy")],
                        value: Double(forwarding.tenantConnections - forwarding.idleTenantConnections)),
                    Sample(labels: [("state", "idle")], value: Double(forwarding.idleTenantConnections)),
                ]),
        ]
    }

    private var requests: [Sample] {
        ForwardingCounts.Destination.allCases.flatMap { destination in
            ForwardingCounts.MethodClass.allCases.flatMap { method in
                (0..<ForwardingCounts.statuses).map { status in
                    Sample(
                        labels: [
                            ("route", "\(destination)"), ("method", "\(method)"), ("status", Self.status(status)),
                        ],
                        value: Double(
                            forwarding.requests[ForwardingCounts.index(destination, method, statusClass: status)]))
                }
            }
        }
    }

    private static func status(_ index: Int) -> String { "\(index + 1)xx" }

    private func refusals(_ code: ProxyError.Code) -> Double {
        Double(forwarding.refusals[code, default: 0] + control[.refused(code)])
    }

    private var limits: [Sample] {
        let tooBig = ForwardingCounts.SocketClose(side: nil, code: 1009)
        let counts: [(String, Double)] = [
            ("requestLineLimit", refusals(.targetTooLong)), ("headLimit", refusals(.headTooLarge)),
            ("bodyLimit", refusals(.bodyTooLarge)),
            ("messageLimit", Double(forwarding.closedSockets[tooBig, default: 0])),
            ("socketsLimit", refusals(.tooManySockets)), ("sessionsLimit", Double(control[.sessionsLimit])),
            ("signInsLimit", refusals(.tooManySignIns)),
        ]
        return counts.map { Sample(labels: [("limit", $0)], value: $1) }
    }
}

// MARK: - Sockets, sessions, store, process

extension MetricsReport {
    private var socketFamilies: [MetricFamily] {
        [
            MetricFamily("tenantless_sockets", .gauge, "Open WebSockets.", forwarding.openSockets),
            MetricFamily(
                "tenantless_sockets_opened_total", .counter, "WebSockets that were opened.", forwarding.openedSockets),
            MetricFamily(
                "tenantless_sockets_closed_total", .counter,
                "WebSockets that are over, by who ended them first and with which code.", closedSockets),
        ]
    }

    private var closedSockets: [Sample] {
        let counts = forwarding.closedSockets.map { close, count in
            let side = close.side.map { "\($0)" } ?? "proxy"
            let code = close.code.map { $0 < 3000 ? "\($0)" : "\($0 / 1000)xxx" } ?? "none"
            return Sample(labels: [("by", side), ("code", code)], value: Double(count))
        }
        return counts.sorted { $0.labels.map(\.value).joined() < $1.labels.map(\.value).joined() }
    }

    private var sessionFamilies: [MetricFamily] {
        let failures = ProxyError.Code.allCases.map { code in
            Sample(labels: [("reason", code.rawValue)], value: Double(control[.signInFailed(code)]))
        }
        return [
            MetricFamily(
                "tenantless_sign_ins_started_total", .counter, "Browsers sent to the identity provider.",
                control[.signInStarted]),
            MetricFamily(
                "tenantless_sign_ins_finished_total", .counter, "Sign-ins that made a session.",
                control[.signInFinished]),
            MetricFamily(
                "tenantless_sign_ins_failed_total", .counter, "Sign-ins that could not be begun or finished.", failures),
            MetricFamily("tenantless_sessions", .gauge, "Sessions in the memory of this process.", liveSessions),
            MetricFamily(
                "tenantless_sessions_ended_total", .counter, "Sessions that ended here.",
                SessionEnd.allCases.map {
                    Sample(labels: [("reason", $0.label)], value: Double(control[.sessionEnded($0)]))
                }),
            MetricFamily(
                "tenantless_renewals_total", .counter,
                "Attempts to open a new tenant session for a session that lives.",
                ControlCounts.RenewalResult.allCases.map {
                    Sample(labels: [("outcome", $0.rawValue)], value: Double(control[.renewal($0)]))
                }),
            MetricFamily(
                "tenantless_token_fetches_total", .counter, "CSRF tokens asked for at the tenant.",
                [("first", false), ("refresh", true)].map {
                    Sample(labels: [("kind", $0)], value: Double(control[.tokenFetch(isRefresh: $1)]))
                }),
        ]
    }

    private var storeFamilies: [MetricFamily] {
        let codes: [StoreProblem.Code?] = StoreProblem.Code.allCases + [nil]
        return [
            MetricFamily(
                "tenantless_store_operation_seconds", .histogram, "How long the session store took.",
                ControlCounts.StoreOperation.allCases.flatMap { operation in
                    (control.storeTimes[operation] ?? Histogram()).samples([("operation", operation.rawValue)])
                }),
            MetricFamily(
                "tenantless_store_failures_total", .counter, "What the session store could not do.",
                ControlCounts.StoreOperation.allCases.flatMap { operation in
                    codes.map { code in
                        Sample(
                            labels: [("operation", operation.rawValue), ("reason", code?.rawValue ?? "other")],
                            value: Double(control[.storeFailure(operation, code)]))
                    }
                }),
        ]
    }

    private var processFamilies: [MetricFamily] {
        var families = [
            MetricFamily(
                "process_start_time_seconds", .gauge, "When the proxy started, in seconds since 1970.",
                [Sample(value: Double(startedAt) / 1000)])
        ]
        if let memory = process.residentMemory {
            families.append(
                MetricFamily("process_resident_memory_bytes", .gauge, "Memory in use, in bytes.", memory))
        }
        if let time = process.processorTime {
            families.append(
                MetricFamily(
                    "process_cpu_seconds_total", .counter, "Processor time used, in seconds.", [Sample(value: time)]))
        }
        return families
    }
}

extension SessionEnd {
    /// The reason as a label.
    fileprivate var label: String {
        switch self {
        case .loggedOut: "logout"
        case .expired: "expiry"
        case .refused: "refusal"
        case .replaced: "replacement"
        }
    }
}
