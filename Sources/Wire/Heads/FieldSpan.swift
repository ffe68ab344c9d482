// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// Where one header line lies: offsets from the first byte given to the scanner.
public struct FieldSpan: Sendable, Hashable {
    /// The first byte of the name, which is the first byte of the line.
    public var nameStart: Int
    /// The byte after the name, which is the colon.
    public var nameEnd: Int
    /// The first byte of the value after blanks.
    public var valueStart: Int
    /// The byte after the value, before blanks and the line end.
    public var valueEnd: Int

    /// Makes a span from its four offsets.
    public init(nameStart: Int, nameEnd: Int, valueStart: Int, valueEnd: Int) {
        self.nameStart = nameStart
        self.nameEnd = nameEnd
        self.valueStart = valueStart
        self.valueEnd = valueEnd
    }

    /// The range of the name.
    public var name: Range<Int> { nameStart..<nameEnd }
    /// The range of the value.
    public var value: Range<Int> { valueStart..<valueEnd }
}
