// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// One thing's next time limit; set anew as often as needed at the price of one store.
final class Alarm {
    static let never = UInt64.max

    /// The tick at which it is due; `never` while none is set.
    var due = Alarm.never
    /// The tick whose slot holds it; `never` while none does.
    var parked = Alarm.never
    /// What happens then.
    var onDue: () -> Void = {}
}
