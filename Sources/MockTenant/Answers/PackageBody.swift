// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// The JSON of a theme or an extension in its list.
enum PackageBody {
    static func value(_ package: TenantPackage, call: TenantCall) -> JSONValue {
        .object([
            "id": .string(package.id),
            "name": .string(package.name),
            "type": .string(package.type),
            "tenantId": .string(call.core.tenantID),
            "supernova": false,
            "links": .object(["self": call.link("\(call.target.path)/\(package.id)")]),
        ])
    }
}
