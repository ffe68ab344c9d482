// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// A grey image of one pixel that carries a text, so that images tell users apart too.
///
/// - Source: W3C PNG §11.2 (IHDR, IDAT, IEND), §11.3 (tEXt); RFC 1950 for the stored block in IDAT.
enum MarkedImage {
    static func png(text: String) -> [UInt8] {
        let size: [UInt8] = [0, 0, 0, 1]
        // One line: filter 0 and one grey pixel, in a stored block with its Adler-32.
        let line: [UInt8] = [0x78, 0x01, 0x01, 0x02, 0x00, 0xfd, 0xff, 0x00, 0x80, 0x00, 0x82, 0x00, 0x81]
        return [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
            + chunk("IHDR", size + size + [8, 0, 0, 0, 0])
            + chunk("tEXt", Array("Comment".utf8) + [0] + Array(text.utf8))
            + chunk("IDAT", line) + chunk("IEND", [])
    }

    private static func chunk(_ name: String, _ bytes: [UInt8]) -> [UInt8] {
        let named = Array(name.utf8) + bytes
        return bigEndian(UInt32(bytes.count)) + named + bigEndian(Compression.checksum(named))
    }

    private static func bigEndian(_ number: UInt32) -> [UInt8] {
        withUnsafeBytes(of: number.bigEndian) { Array($0) }
    }
}
