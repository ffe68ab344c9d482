// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

extension JSONValue {
    static func integer(_ number: some FixedWidthInteger) -> JSONValue {
        .number(String(number))
    }

    static func strings(_ items: [String]) -> JSONValue {
        .array(items.map { .string($0) })
    }
}
