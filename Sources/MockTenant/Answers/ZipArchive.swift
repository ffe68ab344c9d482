// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// Packs files into a ZIP archive without compressing them.
///
/// - Source: PKWARE APPNOTE 6.3, §4.3.7 (local header), §4.3.12 (central directory), §4.3.16 (its end).
enum ZipArchive {
    static func pack(_ files: [(name: String, bytes: [UInt8])]) -> [UInt8] {
        var archive: [UInt8] = []
        var directory: [UInt8] = []
        for file in files {
            let name = Array(file.name.utf8)
            let fields = common(name: name, bytes: file.bytes)
            directory += [0x50, 0x4b, 1, 2, 20, 0] + fields + words(0, 0, 0) + long(0) + long(archive.count) + name
            archive += [0x50, 0x4b, 3, 4] + fields + name + file.bytes
        }
        let count = UInt16(files.count)
        let end =
            [0x50, 0x4b, 5, 6] + words(0, 0, count, count) + long(directory.count) + long(archive.count) + words(0)
        return archive + directory + end
    }

    /// Version, flags (names are UTF-8), method, time, date, checksum, both sizes, lengths of name and extra field.
    private static func common(name: [UInt8], bytes: [UInt8]) -> [UInt8] {
        words(20, 0x0800, 0, 0, 0x21) + long(Int(Compression.checksum(bytes))) + long(bytes.count) + long(bytes.count)
            + words(UInt16(name.count), 0)
    }

    private static func words(_ numbers: UInt16...) -> [UInt8] {
        numbers.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)] }
    }

    private static func long(_ number: Int) -> [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
    }
}
