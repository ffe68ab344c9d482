// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// One line of a header section: a name and a value, exactly as they travel.
///
/// - Shape: each Unicode scalar of both strings is one octet (see `String.init(octets:)`).
public struct HeaderField: Sendable, Hashable {
    /// The field name in the case in which it was written.
    public var name: String
    /// The field value without the blanks around it.
    public var value: String

    /// Makes a field from its name and value.
    public init(name: String, value: String) {
        self.name = name
        self.value = value
    }

    /// Whether a conforming sender may write this field.
    ///
    /// - Source: RFC 9110 §5.1 (name is a token), §5.5 (value without control octets, trimmed).
    public var isValid: Bool {
        guard !name.isEmpty, name.utf8.allSatisfy(ASCII.isTokenOctet) else { return false }
        let scalars = value.unicodeScalars
        guard scalars.allSatisfy({ $0 == "\t" || ($0.value >= 0x20 && $0.value != 0x7F && $0.value < 0x100) })
        else { return false }
        return scalars.first != " " && scalars.first != "\t" && scalars.last != " " && scalars.last != "\t"
    }
}
