// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

extension JSONObject {
    /// The object as a JSON value.
    var json: JSONValue { .object(self) }

    /// The octets of the JSON text, members in order.
    var octets: [UInt8] { Array(json.serialized().utf8) }
}
