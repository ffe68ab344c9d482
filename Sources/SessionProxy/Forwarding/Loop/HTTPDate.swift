// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// Writes the value of `Date`, once per second.
///
/// - Source: RFC 9110 §5.6.7 (IMF-fixdate); days to date by Howard Hinnant, "chrono-Compatible Low-Level Date
///   Algorithms", `civil_from_days`.
final class HTTPDate {
    private var second = Int64.min
    private var text = ""

    func text(at second: Int64) -> String {
        if second != self.second {
            self.second = second
            text = Self.format(second)
        }
        return text
    }

    static func format(_ second: Int64) -> String {
        let days = second >= 0 ? second / 86400 : (second - 86399) / 86400
        let rest = second - days * 86400
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        let weekday = Int(((days % 7) + 11) % 7)
        let clock = "\(two(rest / 3600)):\(two(rest / 60 % 60)):\(two(rest % 60))"
        return "\(weekdays[weekday]), \(two(day)) \(months[Int(month - 1)]) \(year) \(clock) GMT"
    }

    private static func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }

    private static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
}
