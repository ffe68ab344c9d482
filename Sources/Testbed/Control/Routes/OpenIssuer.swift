// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import MockIdentityProvider
import Wire

/// `POST /idp/issuers`: one more issuer, with keys and sessions of its own.
enum OpenIssuer: ControlRoute {
    static let method = "POST"
    static let path = "/idp/issuers"
    static let fields: [String]? = ["name"]
    static let summary = "Opens one more issuer, with the users, clients and switches that the first one has now."

    static func answer(_ call: ControlCall) async throws(ControlProblem) -> JSONValue {
        let name = try call.fields.text("name")
        guard !name.isEmpty, name.utf8.allSatisfy(isPlain) else {
            throw ControlProblem(.badValue, "The name is not of small letters, digits and dashes.", field: "name")
        }
        return ["issuer": .string(try call.provider.openIssuer(name, like: call.parties.issuer))]
    }

    private static func isPlain(_ octet: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(octet)
            || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(octet)
            || octet == UInt8(ascii: "-")
    }
}
