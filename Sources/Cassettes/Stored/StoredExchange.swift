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

    /// The columns in the order in which ``init(_:)`` reads them.
    static let columns = """
        id, recordingID, connection, user, startedAt, requestEndedAt, answeredAt, endedAt, outcome, scheme, authority,
        method, path, query, requestVersion, requestHeaders, requestBodyID, requestTrailers, status, reason,
        responseVersion, responseHeaders, responseBodyID, responseTrailers
        """

    /// Reads a row of ``columns``, by position, for looking up a name costs more than reading a value.
    init(_ row: Row) throws {
        id = row[0]
        recording = row[1]
        connection = row[2]
        user = row[3]
        startedAt = row[4]
        requestEndedAt = row[5]
        answeredAt = row[6]
        endedAt = row[7]
        outcome = RecordedOutcome(rawValue: row[8])
        scheme = row[9]
        authority = row[10]
        request = RequestHead(
            method: row[11], target: RequestTarget(path: row[12], query: row[13]).description,
            version: Self.version(row[14]), headers: try HeaderText.read(row[15]))
        requestBody = row[16]
        requestTrailers = try (row[17] as String?).map(HeaderText.read) ?? [:]
        if let status = row[18] as Int? {
            answer = ResponseHead(
                version: Self.version(row[20] ?? ""), status: status, reason: row[19] ?? "",
                headers: try HeaderText.read(row[21] ?? "[]"))
        }
        responseBody = row[22]
        responseTrailers = try (row[23] as String?).map(HeaderText.read) ?? [:]
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
