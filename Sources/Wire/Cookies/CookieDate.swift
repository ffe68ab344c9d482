// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// The forgiving way in which user agents read the date of an Expires attribute.
///
/// - Source: RFC 6265bis §5.1.1.
enum CookieDate {
    /// The date in seconds since 1970; nil where no date can be made out.
    static func parse(_ text: String) -> Int64? {
        var time: (hour: Int64, minute: Int64, second: Int64)?
        var day: Int64?
        var month: Int64?
        var year: Int64?
        for token in text.utf8.split(whereSeparator: isDelimiter) {
            let token = Array(token)
            if time == nil, let found = self.time(token) {
                time = found
            } else if day == nil, let found = number(token, digits: 1...2) {
                day = found
            } else if month == nil, let found = self.month(token) {
                month = found
            } else if year == nil, let found = number(token, digits: 2...4) {
                year = found
            }
        }
        guard let time, let day, let month, let year else { return nil }
        return seconds(time, day: day, month: month, year: fullYear(year))
    }

    private static func seconds(
        _ time: (hour: Int64, minute: Int64, second: Int64), day: Int64, month: Int64, year: Int64
    ) -> Int64? {
        guard (1...31).contains(day), year >= 1601, time.hour <= 23, time.minute <= 59, time.second <= 59 else {
            return nil
        }
        let days = HTTPDate.days(year: year, month: month, day: day)
        // A day that its month does not have would come back as a day of the next month.
        guard HTTPDate.civil(days).month == month else { return nil }
        return days * 86_400 + time.hour * 3600 + time.minute * 60 + time.second
    }

    private static func fullYear(_ year: Int64) -> Int64 {
        switch year {
        case 70...99: year + 1900
        case 0...69: year + 2000
        default: year
        }
    }

    private static func isDelimiter(_ octet: UInt8) -> Bool {
        switch octet {
        case 0x09, 0x20...0x2F, 0x3B...0x40, 0x5B...0x60, 0x7B...0x7E: true
        default: false
        }
    }

    /// A number of that many digits, after which anything but a digit may follow.
    private static func number(_ token: some Collection<UInt8>, digits: ClosedRange<Int>) -> Int64? {
        let leading = token.prefix(while: ASCII.isDigit)
        guard digits.contains(leading.count) else { return nil }
        return leading.reduce(0) { $0 * 10 + Int64($1 - 0x30) }
    }

    /// `hh:mm:ss` of one or two digits each, after which anything but a digit may follow.
    private static func time(_ token: [UInt8]) -> (hour: Int64, minute: Int64, second: Int64)? {
        let parts = token.split(separator: ASCII.colon, maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].allSatisfy(ASCII.isDigit), parts[1].allSatisfy(ASCII.isDigit),
            let hour = number(parts[0], digits: 1...2), let minute = number(parts[1], digits: 1...2),
            let second = number(parts[2], digits: 1...2)
        else { return nil }
        return (hour, minute, second)
    }

    private static func month(_ token: [UInt8]) -> Int64? {
        let name = String(decoding: token.prefix(3), as: UTF8.self)
        return HTTPDate.months.firstIndex { ASCII.equalIgnoringCase($0, name) }.map { Int64($0) + 1 }
    }
}
