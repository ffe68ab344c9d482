// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// The four forms of a request target.
///
/// - Source: RFC 9112 §3.2.
enum RequestTargetForm {
    /// Whether the target has a form that its method allows.
    @inline(__always)
    static func isValid(_ bytes: UnsafeRawBufferPointer, _ target: Range<Int>, method: Range<Int>) -> Bool {
        guard let first = target.first else { return false }
        if isMethod(bytes, method, "CONNECT") { return isAuthority(bytes, target) }
        if bytes[first] == UInt8(ascii: "/") { return true }
        if bytes[first] == UInt8(ascii: "*") { return target.count == 1 && isMethod(bytes, method, "OPTIONS") }
        return isAbsolute(bytes, target)
    }

    /// Methods know upper and lower case (RFC 9110 §9.1).
    @inline(__always)
    private static func isMethod(_ bytes: UnsafeRawBufferPointer, _ method: Range<Int>, _ word: StaticString) -> Bool {
        guard method.count == word.utf8CodeUnitCount else { return false }
        return method.allSatisfy { bytes[$0] == word.utf8Start[$0 - method.lowerBound] }
    }

    private static func isAuthority(_ bytes: UnsafeRawBufferPointer, _ target: Range<Int>) -> Bool {
        let hasPort = target.last.map { ASCII.isDigit(bytes[$0]) } ?? false
        return hasPort && target.contains { bytes[$0] == ASCII.colon } && HostValue.isValid(bytes, target)
    }

    /// `http://` or `https://` with something after it.
    private static func isAbsolute(_ bytes: UnsafeRawBufferPointer, _ target: Range<Int>) -> Bool {
        let schemes: [StaticString] = ["http://", "https://"]
        return schemes.contains { scheme in
            let length = scheme.utf8CodeUnitCount
            guard target.count > length else { return false }
            let start = target.lowerBound..<(target.lowerBound + length)
            let isHostNext = bytes[start.upperBound] != UInt8(ascii: "/") && bytes[start.upperBound] != ASCII.colon
            return OctetWords.equal(bytes, start, scheme) && isHostNext
        }
    }
}
