// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import Wire

/// Compares answers by their shape: what a client relies on, not what happens to be in them.
///
/// - Shape: new things are infos, lost ones warnings; a changed status, type, cookie attribute or close code is an error.
public enum Drift {
    /// The differences between a recorded answer and one of now to the same request.
    public static func compare(_ recorded: DriftAnswer, _ now: DriftAnswer, request: String) -> [DriftFinding] {
        var findings = Findings(request: request)
        findings.changed("status", status(recorded), status(now))
        if let before = recorded.head, let after = now.head {
            compare(before.headers, after.headers, into: &findings)
            compareCookies(before.headers, after.headers, into: &findings)
        }
        if recorded.head?.status == now.head?.status { compareBodies(recorded, now, into: &findings) }
        compareMessages(recorded, now, into: &findings)
        findings.changed("close", close(recorded), close(now))
        return findings.all
    }

    /// Adds the differences between two recordings, whose requests are paired in their order.
    ///
    /// - Shape: a request that only one of them has is a warning or an info, like a lost or a new thing.
    public static func compare(
        _ old: Cassette, _ before: StoredRecording, _ new: Cassette, _ after: StoredRecording,
        into report: inout DriftReport
    ) throws {
        var rest = try requests(new, after)
        try each(old, before) { exchange in
            let name = self.name(exchange)
            guard let partner = rest[key(exchange)]?.popFirst() else {
                return report.add(name, [lost(name)])
            }
            let counterpart = try new.exchange(partner)
            report.add(
                name,
                compare(try DriftAnswer(exchange, in: old), try DriftAnswer(counterpart, in: new), request: name))
        }
        for id in rest.values.flatMap({ $0 }).sorted() {
            let name = self.name(try new.exchange(id))
            report.add(
                name,
                [DriftFinding(severity: .info, request: name, place: "request", before: "", after: "recorded")])
        }
    }

    private static func lost(_ name: String) -> DriftFinding {
        DriftFinding(severity: .warning, request: name, place: "request", before: "recorded", after: "")
    }

    /// What an exchange is called in findings, whatever secrets are in it.
    public static func name(_ exchange: StoredExchange) -> String {
        let target = exchange.request.target.replacing(/{{slot:[^}]*}}/, with: "{{slot}}")
        return "\(exchange.request.method) \(target)"
    }

    // MARK: Parts

    private struct Findings {
        let request: String
        var all: [DriftFinding] = []

        mutating func add(_ severity: DriftSeverity, _ place: String, _ before: String, _ after: String) {
            all.append(
                DriftFinding(severity: severity, request: request, place: place, before: before, after: after))
        }

        mutating func changed(_ place: String, _ before: String, _ after: String) {
            if before != after { add(.error, place, before, after) }
        }
    }

    private static func status(_ answer: DriftAnswer) -> String {
        answer.head.map { String($0.status) } ?? "no answer"
    }

    private static func close(_ answer: DriftAnswer) -> String {
        guard let end = answer.socketEnd else { return "" }
        guard end.hadCloseFrame else { return end.wasReset ? "reset" : "no close frame" }
        return "\(end.code.map { String($0) } ?? "no code") by the \(end.by.rawValue)"
    }

    /// Fields of one message or connection, whose presence tells nothing of the tenant.
    private static let passing: Set<String> = [
        "date", "age", "connection", "keep-alive", "transfer-encoding", "content-length", "set-cookie",
        "sec-websocket-accept", "content-encoding",
    ]

    private static func compare(_ before: HeaderList, _ after: HeaderList, into findings: inout Findings) {
        let (old, new) = (names(before), names(after))
        for name in old.subtracting(new).sorted() { findings.add(.warning, "header/\(name)", "present", "") }
        for name in new.subtracting(old).sorted() { findings.add(.info, "header/\(name)", "", "present") }
        if old.contains("content-type"), new.contains("content-type") {
            findings.changed("header/content-type", mediaType(before), mediaType(after))
        }
    }

    private static func names(_ headers: HeaderList) -> Set<String> {
        Set(headers.map { $0.name.lowercased() }).subtracting(passing)
    }

    private static func mediaType(_ headers: HeaderList) -> String {
        let value = headers.first("Content-Type") ?? ""
        return value.prefix { $0 != ";" }.lowercased().filter { $0 != " " }
    }

    private static func compareCookies(_ before: HeaderList, _ after: HeaderList, into findings: inout Findings) {
        let (old, new) = (CookieOutline.all(in: before), CookieOutline.all(in: after))
        for name in Set(old.keys).union(new.keys).sorted() {
            guard let there = old[name] else { findings.add(.info, "cookie/\(name)", "", "set"); continue }
            guard let here = new[name] else { findings.add(.warning, "cookie/\(name)", "set", ""); continue }
            for attribute in Set(there.keys).union(here.keys).sorted() {
                findings.changed(
                    "cookie/\(name)/\(attribute)", there[attribute] ?? "absent", here[attribute] ?? "absent")
            }
        }
    }

    private static func compareBodies(_ recorded: DriftAnswer, _ now: DriftAnswer, into findings: inout Findings) {
        let isEmpty = (recorded.body.readableBytes == 0, now.body.readableBytes == 0)
        guard !isEmpty.0, !isEmpty.1 else {
            if isEmpty.0 != isEmpty.1 {
                findings.changed("body", isEmpty.0 ? "empty" : "present", isEmpty.1 ? "empty" : "present")
            }
            return
        }
        guard let before = JSONText.value(recorded.body.readableBytesView) else { return }
        guard let after = JSONText.value(now.body.readableBytesView) else {
            return findings.add(.error, "body", "JSON", "no JSON")
        }
        outline(before, after, "body", into: &findings)
    }

    private static func outline(_ before: JSONValue, _ after: JSONValue, _ place: String, into findings: inout Findings)
    {
        for difference in JSONOutline(before).differences(from: JSONOutline(after)) {
            findings.add(difference.severity, place + difference.place, difference.before, difference.after)
        }
    }

    private static func compareMessages(_ recorded: DriftAnswer, _ now: DriftAnswer, into findings: inout Findings) {
        let (old, new) = (DriftMessages(recorded), DriftMessages(now))
        for kind in old.kinds.keys.sorted() {
            guard let before = old.kinds[kind], let after = new.kinds[kind] else {
                findings.add(.warning, "message/\(kind)", "sent", "")
                continue
            }
            let outcomes = (old.outcomes[kind] ?? "", new.outcomes[kind] ?? "")
            findings.changed("message/\(kind)", outcomes.0, outcomes.1)
            if outcomes.0 == outcomes.1 {
                outline(.array(before), .array(after), "message/\(kind)", into: &findings)
            }
        }
        for kind in new.kinds.keys.sorted() where old.kinds[kind] == nil {
            findings.add(.info, "message/\(kind)", "", "sent")
        }
    }

    // MARK: Pairs

    private static func key(_ exchange: StoredExchange) -> String {
        "\(exchange.user ?? 0) \(name(exchange))"
    }

    private static func requests(_ cassette: Cassette, _ recording: StoredRecording) throws -> [String: ArraySlice<
        Int64
    >] {
        var requests: [String: ArraySlice<Int64>] = [:]
        try each(cassette, recording) { requests[key($0), default: []].append($0.id) }
        return requests
    }

    private static func each(
        _ cassette: Cassette, _ recording: StoredRecording, _ body: (StoredExchange) throws -> Void
    ) throws {
        var last: Int64 = 0
        while case let page = try cassette.exchanges(of: recording.id, after: last), let end = page.last {
            for exchange in page { try body(exchange) }
            last = end.id
        }
    }
}
