// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Testing

@testable import MockTenant

/// Formats that the tenant writes and reads by itself.
@Suite struct ArchiveTests {
    @Test func archiveHasAnEntryForEachFile() {
        let archive = ZipArchive.pack([("a.txt", Array("hello".utf8)), ("b/c.txt", [])])
        #expect(archive.starts(with: [0x50, 0x4b, 3, 4, 20, 0]))
        // Behind the local header of 30 bytes stand name and content.
        #expect(Array(archive[30..<40]) == Array("a.txthello".utf8))
        // CRC-32 of "hello" is 3610a686.
        #expect(Array(archive[14..<18]) == [0x86, 0xa6, 0x10, 0x36])
        #expect(Array(archive.suffix(22).prefix(12)) == [0x50, 0x4b, 5, 6, 0, 0, 0, 0, 2, 0, 2, 0])
    }

    @Test func imageCarriesItsText() {
        let image = MarkedImage.png(text: "mine")
        let text = String(decoding: image, as: UTF8.self)
        #expect(text.contains("tEXtComment\0mine") && text.contains("IHDR") && text.contains("IDAT"))
        // The last chunk of every such file, with its checksum.
        #expect(image.suffix(12) == [0, 0, 0, 0, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82])
    }

    @Test func formHasItsPartsByteForByte() throws {
        let body = Array(
            "preamble\r\n--x\r\nContent-Disposition: form-data; name=a\r\n\r\n1\r\n\r\n2\r\n--x--epilogue".utf8)
        let parts = try #require(MultipartForm.parse(body, contentType: "multipart/form-data; boundary=\"x\""))
        #expect(parts.map(\.name) == ["a"] && parts[0].bytes == Array("1\r\n\r\n2".utf8))
        #expect(MultipartForm.parse(body, contentType: "multipart/form-data") == nil)
        #expect(MultipartForm.parse(body, contentType: "text/plain; boundary=x") == nil)
        #expect(MultipartForm.parse(Array(body.dropLast(12)), contentType: "multipart/form-data; boundary=x") == nil)
    }
}
