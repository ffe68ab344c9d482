// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Foundation

/// What a file's first bytes say, read before SQLite touches it.
///
/// - Shape: opens nothing for writing, so a file that is refused is the same as before.
/// - Source: sqlite.org, "Database File Format", §1.3.
enum CassetteFile {
    /// Refuses what is no cassette that this program can read.
    ///
    /// - Throws: ``CassetteProblem``.
    static func check(_ path: String) throws {
        guard let handle = FileHandle(forReadingAtPath: path) else {
            if FileManager.default.fileExists(atPath: path) {
                throw CassetteProblem(.unreadable, "\(path) may not be read, or is a folder.")
            }
            throw CassetteProblem(.missing, "There is no file \(path).")
        }
        defer { handle.closeFile() }
        let size: UInt64
        let header: [UInt8]
        do {
            header = [UInt8](try handle.read(upToCount: headerLength) ?? Data())
            size = try handle.seekToEnd()
        } catch {
            throw CassetteProblem(.unreadable, "\(path) cannot be read.")
        }
        guard header.starts(with: magic) else { throw CassetteProblem(.notDatabase, "\(path) is not an SQLite file.") }
        guard header.count == headerLength else { throw truncated(path, size: size, expected: UInt64(headerLength)) }
        guard Int32(truncatingIfNeeded: number(header, at: 68)) == CassetteFormat.applicationID else {
            throw CassetteProblem(.foreign, "\(path) is an SQLite file of another program, not a cassette.")
        }
        try checkVersion(number(header, at: 60), path)
        try checkSize(header, size: size, path)
    }

    /// Refuses to touch a file that is write-protected, whoever asks.
    static func checkWritable(_ path: String) throws {
        guard FileManager.default.fileExists(atPath: path) else { return }
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        let permissions = (attributes[.posixPermissions] as? NSNumber)?.intValue ?? 0
        guard permissions & 0o222 != 0, FileManager.default.isWritableFile(atPath: path) else {
            throw CassetteProblem(.readOnly, "\(path) is write-protected, so it stays as it is.")
        }
    }

    /// Whether a file of that name has something in it.
    static func hasContent(_ path: String) -> Bool {
        do {
            let attributes = try FileManager.default.attributesOfItem(atPath: path)
            return ((attributes[.size] as? NSNumber)?.intValue ?? 0) > 0
        } catch {
            return false
        }
    }

    private static let magic = Array("SQLite format 3\0".utf8)
    private static let headerLength = 100

    private static func checkVersion(_ version: UInt32, _ path: String) throws {
        guard version <= CassetteFormat.version else {
            throw CassetteProblem(
                .newer,
                "\(path) has cassette format \(version); this program reads up to format \(CassetteFormat.version).")
        }
        guard version > 0 else {
            throw CassetteProblem(.corrupt, "\(path) is marked as a cassette but names no format.")
        }
    }

    /// A file must have all pages that its header counts; while a log stands beside it, some may still be there only.
    private static func checkSize(_ header: [UInt8], size: UInt64, _ path: String) throws {
        let raw = UInt64(header[16]) << 8 | UInt64(header[17])
        let pageSize = raw == 1 ? 65_536 : raw
        let expected = UInt64(number(header, at: 28)) * pageSize
        guard size < expected, !hasContent(path + "-wal") else { return }
        throw truncated(path, size: size, expected: expected)
    }

    private static func truncated(_ path: String, size: UInt64, expected: UInt64) -> CassetteProblem {
        CassetteProblem(.truncated, "\(path) is cut off: it has \(size) of \(expected) bytes.")
    }

    private static func number(_ header: [UInt8], at offset: Int) -> UInt32 {
        header[offset..<(offset + 4)].reduce(0) { $0 << 8 | UInt32($1) }
    }
}
