// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import Wire

extension OwnResponse {
    /// Sends the browser elsewhere; never to be stored, for it is about one person.
    static func redirect(to location: String, settingCookies lines: [String] = []) -> OwnResponse {
        let headers: HeaderList = [
            "Location": location, "Cache-Control": "no-store", "Referrer-Policy": "no-referrer",
        ]
        return OwnResponse(status: 303, headers: headers).settingCookies(lines)
    }

    /// A JSON document for the own pages; never to be stored.
    static func json(_ value: JSONValue, status: Int = 200) -> OwnResponse {
        let headers: HeaderList = [
            "Content-Type": "application/json", "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff",
        ]
        return OwnResponse(status: status, headers: headers, body: ByteBuffer(string: value.serialized()))
    }

    func settingCookies(_ lines: [String]) -> OwnResponse {
        var copy = self
        for line in lines { copy.headers.append("Set-Cookie", line) }
        return copy
    }
}
