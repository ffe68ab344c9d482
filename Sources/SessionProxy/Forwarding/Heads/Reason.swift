// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// Reason phrases of the statuses that are the proxy's own.
enum Reason {
    static func phrase(_ status: Int) -> String { phrases[status] ?? "Status" }

    private static let phrases = [
        200: "OK", 201: "Created", 204: "No Content", 302: "Found", 303: "See Other", 304: "Not Modified",
        400: "Bad Request", 401: "Unauthorized", 403: "Forbidden", 404: "Not Found", 405: "Method Not Allowed",
        408: "Request Timeout", 413: "Content Too Large", 414: "URI Too Long", 417: "Expectation Failed",
        426: "Upgrade Required", 429: "Too Many Requests", 431: "Request Header Fields Too Large",
        500: "Internal Server Error", 502: "Bad Gateway", 503: "Service Unavailable", 504: "Gateway Timeout",
    ]
}
