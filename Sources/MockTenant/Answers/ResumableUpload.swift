// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// What the endpoints of resumable uploads share.
///
/// - Source: tus.io, "Resumable upload protocol" 1.0.0, core protocol and creation.
enum ResumableUpload {
    static let version = "1.0.0"
    static let longestBytes = 500_000_000
    static let contentType = "application/offset+octet-stream"

    /// What OPTIONS tells.
    static let description: HeaderList = [
        "Tus-Resumable": version, "Tus-Version": version, "Tus-Extension": "creation",
        "Tus-Max-Size": String(longestBytes),
    ]

    /// True where the client speaks the protocol.
    static func isAsked(_ request: RequestHead) -> Bool {
        request.headers.contains("Tus-Resumable")
    }

    /// A version other than ours is refused, and ours is told.
    static func versionRefusal(_ call: TenantCall) -> TenantAnswer? {
        guard call.request.headers.first("Tus-Resumable") != version else { return nil }
        var answer = call.refuse(.preconditionFailed)
        answer.headers.append("Tus-Version", version)
        return answer
    }

    /// A number of a header, if it is one of 0 or more.
    static func number(_ name: String, _ request: RequestHead) -> Int? {
        guard let number = request.headers.first(name).flatMap({ Int($0) }), number >= 0 else { return nil }
        return number
    }

    /// The values of `Upload-Metadata` by name, decoded.
    static func metadata(_ request: RequestHead) -> [String: String] {
        var values: [String: String] = [:]
        for pair in (request.headers.first("Upload-Metadata") ?? "").split(separator: ",") {
            let halves = pair.split(separator: " ").map(String.init)
            guard let name = halves.first else { continue }
            let octets = halves.count > 1 ? Base64.decode(halves[1]) : []
            values[name] = octets.flatMap { String(validating: $0, as: UTF8.self) } ?? ""
        }
        return values
    }
}
