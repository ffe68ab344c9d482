// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// Where in a message bytes were seen.
enum TaintPlace: Sendable, Hashable {
    case startLine
    case header(String)
    case body
    case frame
    case closeReason
    case record(String)
    case logLine

    /// The place in words.
    var inWords: String {
        switch self {
        case .startLine: "the start line"
        case .header(let name): "the header \(name)"
        case .body: "the body"
        case .frame: "a WebSocket message"
        case .closeReason: "the close reason"
        case .record(let name): name
        case .logLine: "a log line"
        }
    }
}
