// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

extension Duration {
    /// Whole milliseconds, the unit of the provider's clock.
    var inMilliseconds: Int64 { components.seconds * 1_000 + components.attoseconds / 1_000_000_000_000_000 }

    /// Whole seconds, the unit of a NumericDate.
    var inSeconds: Int64 { components.seconds }
}
