// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// Dates as HTTP writes them, counted in seconds since 1970.
public enum HTTPDate {
    static let weekdays = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
    static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    /// The date in the preferred form, such as `Sun, 06 Nov 1994 08:49:37 GMT`.
    ///
    /// - Source: RFC 9110 §5.6.7.
    public static func string(_ seconds: Int64) -> String {
        let (days, rest) = (seconds.flooredQuotient(86_400), seconds.flooredRemainder(86_400))
        let date = civil(days)
        let weekday = weekdays[Int(days.flooredRemainder(7))]
        let time = [rest / 3600, rest / 60 % 60, rest % 60].map(twoDigits).joined(separator: ":")
        let year = String(date.year)
        let padding = String(repeating: "0", count: max(0, 4 - year.utf8.count))
        return "\(weekday), \(twoDigits(date.day)) \(months[Int(date.month) - 1]) \(padding)\(year) \(time) GMT"
    }

    /// The seconds since 1970 of a date in any of the forms that user agents read; nil where it is none.
    ///
    /// - Source: RFC 6265bis §5.1.1, which reads all three forms of RFC 9110 §5.6.7.
    public static func seconds(_ text: String) -> Int64? { CookieDate.parse(text) }

    /// The days from 1970-01-01 to a date of the Gregorian calendar.
    static func days(year: Int64, month: Int64, day: Int64) -> Int64 {
        // A year that begins in March has its leap day at the end.
        let shifted = month > 2 ? year : year - 1
        let era = shifted.flooredQuotient(400)
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    /// The date so many days from 1970-01-01.
    static func civil(_ days: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let shifted = days + 719_468
        let era = shifted.flooredQuotient(146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * marchMonth + 2) / 5 + 1)
    }

    private static func twoDigits(_ number: Int64) -> String { number < 10 ? "0\(number)" : String(number) }
}

extension Int64 {
    fileprivate func flooredQuotient(_ divisor: Int64) -> Int64 {
        self / divisor - (self % divisor < 0 ? 1 : 0)
    }

    fileprivate func flooredRemainder(_ divisor: Int64) -> Int64 {
        let remainder = self % divisor
        return remainder < 0 ? remainder + divisor : remainder
    }
}
