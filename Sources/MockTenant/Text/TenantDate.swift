// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Synchronization

/// Dates as the tenant writes them, from milliseconds since the epoch, without a locale.
///
/// - Source: RFC 9110 §5.6.7 (IMF-fixdate), RFC 3339.
struct TenantDate {
    let year: Int
    let month: Int
    let day: Int
    let weekday: Int
    let hour: Int
    let minute: Int
    let second: Int

    init(milliseconds: Int64) {
        let seconds = milliseconds >= 0 ? milliseconds / 1000 : (milliseconds - 999) / 1000
        var days = Int(seconds / 86_400)
        var rest = Int(seconds % 86_400)
        if rest < 0 {
            rest += 86_400
            days -= 1
        }
        hour = rest / 3600
        minute = rest % 3600 / 60
        second = rest % 60
        weekday = ((days + 4) % 7 + 7) % 7
        // Days to a date of the proleptic Gregorian calendar, counted in years that begin in March.
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * marchMonth + 2) / 5 + 1
        month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }

    /// `Wed, 21 Oct 2026 07:28:00 GMT`: note the comma, which trips whoever splits `Set-Cookie` at commas.
    var httpDate: String {
        var text = Self.days[weekday]
        text += ", "
        put(day, into: &text)
        text += Self.months[month - 1]
        text += String(year)
        text += " "
        putTime(into: &text)
        text += " GMT"
        return text
    }

    /// `2026-10-21T07:28:00Z`.
    var internetDate: String {
        var text = String(year)
        text += "-"
        put(month, into: &text)
        text += "-"
        put(day, into: &text)
        text += "T"
        putTime(into: &text)
        text += "Z"
        return text
    }

    /// The last text of each kind: most answers of a second name the same dates.
    private static let lastHTTPDate = Mutex((second: Int64.min, text: ""))

    /// The date as HTTP writes it, made once a second.
    static func httpDate(second: Int64) -> String {
        lastHTTPDate.withLock { last in
            if last.second != second { last = (second, TenantDate(milliseconds: second * 1000).httpDate) }
            return last.text
        }
    }

    private static let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    private static let months = [
        " Jan ", " Feb ", " Mar ", " Apr ", " May ", " Jun ", " Jul ", " Aug ", " Sep ", " Oct ", " Nov ", " Dec ",
    ]

    private func putTime(into text: inout String) {
        put(hour, into: &text)
        text += ":"
        put(minute, into: &text)
        text += ":"
        put(second, into: &text)
    }

    /// Two digits.
    private func put(_ number: Int, into text: inout String) {
        if number < 10 { text += "0" }
        text += String(number)
    }
}
