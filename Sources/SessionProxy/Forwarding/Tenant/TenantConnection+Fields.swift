// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import Wire

extension TenantConnection {
    /// The value of a field of the present answer, by its lower-case name.
    func fieldValue(_ name: StaticString) -> String? {
        head.withUnsafeReadableBytes { bytes in
            scanner.fields.first { ASCII.matches($0.name(in: bytes), name) }.map { ASCII.string($0.value(in: bytes)) }
        }
    }
}
