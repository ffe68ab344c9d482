// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import GRDB
public import Wire

/// One request with its answer as a cassette keeps them, secrets still in their slots.
///
/// - Units: times are microseconds since the recording began.
public struct StoredExchange: Sendable, Hashable, Identifiable {
    /// Its number in the file.
    public var id: Int64
    /// The recording to which it belongs.
    public var recording: Int64
    /// The client's connection.
    public var connection: Int
    /// The user who sent it, nil where nobody is known.
    public var user: Int?
    /// When the request head was there.
    public var startedAt: Int64
    /// When the request was whole.
    public var requestEndedAt: Int64?
    /// When the answer's head was there.
    public var answeredAt: Int64?
    /// When it ended.
    public var endedAt: Int64?
    /// How it ended, nil where it was under way when the recording ended.
    public var outcome: RecordedOutcome?
    /// The scheme of the request.
    public var scheme: String
    /// The server that was asked.
    public var authority: String
    /// The request's head.
    public var request: RequestHead
    /// The row of the request's body.
    public var requestBody: Int64?
    /// The request's trailers.
    public var requestTrailers: HeaderList
    /// The answer's head, nil where there was none.
    public var answer: ResponseHead?
    /// The row of the answer's body.
    public var responseBody: Int64?
    /// The answer's trailers.
    public var responseTrailers: HeaderList

    /// Whether a socket followed.
    public var isSocket: Bool { answer?.status == 101 }

    init(_ row: Row) throws {
        id = row["id"]
        recording = row["recordingID"]
        connection = row["connection"]
        user = row["user"]
        startedAt = row["startedAt"]
        requestEndedAt = row["requestEndedAt"]
        answeredAt = row["answeredAt"]
        endedAt = row["endedAt"]
        outcome = RecordedOutcome(rawValue: row["outcome"])
        scheme = row["scheme"]
        authority = row["authority"]
        request = RequestHead(
            method: row["method"], target: RequestTarget(path: row["path"], query: row["query"]).description,
            version: Self.version(row["requestVersion"]), headers: try HeaderText.read(row["requestHeaders"]))
        requestBody = row["requestBodyID"]
        requestTrailers = try (row["requestTrailers"] as String?).map(HeaderText.read) ?? [:]
        if let status = row["status"] as Int? {
            answer = ResponseHead(
                version: Self.version(row["responseVersion"] ?? ""), status: status, reason: row["reason"] ?? "",
                headers: try HeaderText.read(row["responseHeaders"] ?? "[]"))
        }
        responseBody = row["responseBodyID"]
        responseTrailers = try (row["responseTrailers"] as String?).map(HeaderText.read) ?? [:]
    }

    private static func version(_ text: String) -> HTTPVersion { text.hasSuffix("1.0") ? .http10 : .http11 }
}

/// One piece in which a body arrived.
public struct StoredArrival: Sendable, Hashable {
    /// When it arrived.
    public var at: Int64
    /// How many bytes it had.
    public var size: Int
}

/// An answer before the final one.
public struct StoredInterim: Sendable, Hashable {
    /// When it arrived.
    public var at: Int64
    /// Its head.
    public var head: ResponseHead
}
