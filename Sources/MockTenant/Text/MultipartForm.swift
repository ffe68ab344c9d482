// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// The parts of a `multipart/form-data` body.
///
/// - Source: RFC 7578; RFC 2046 §5.1 for the boundaries.
enum MultipartForm {
    struct Part {
        var name = ""
        var fileName: String?
        var bytes: [UInt8] = []
    }

    /// The parts in order, or nil where the body is not what the content type says.
    static func parse(_ body: [UInt8], contentType: String) -> [Part]? {
        guard contentType.lowercased().hasPrefix("multipart/form-data"),
            let boundary = parameter("boundary", in: contentType), !boundary.isEmpty
        else { return nil }
        let delimiter = Array("\r\n--\(boundary)".utf8)
        var sections = split([13, 10] + body, at: delimiter)
        // Before the first boundary stands a preamble, after the last one `--` and an epilogue.
        guard sections.count >= 2, sections.removeLast().starts(with: Array("--".utf8)) else { return nil }
        var parts: [Part] = []
        for section in sections.dropFirst() {
            guard let part = part(section) else { return nil }
            parts.append(part)
        }
        return parts
    }

    private static func part(_ section: [UInt8]) -> Part? {
        let pieces = split(section, at: Array("\r\n\r\n".utf8), limit: 1)
        guard pieces.count == 2 else { return nil }
        var part = Part(bytes: pieces[1])
        for line in String(decoding: pieces[0], as: UTF8.self).split(separator: "\r\n") {
            guard line.lowercased().hasPrefix("content-disposition:") else { continue }
            part.name = parameter("name", in: String(line)) ?? ""
            part.fileName = parameter("filename", in: String(line))
        }
        return part
    }

    /// The value of a parameter, without its quotes.
    private static func parameter(_ name: String, in line: String) -> String? {
        for piece in line.split(separator: ";").dropFirst() {
            let halves = piece.split(separator: "=", maxSplits: 1).map { $0.drop { $0 == " " } }
            guard halves.count == 2, halves[0].lowercased() == name else { continue }
            return halves[1].hasPrefix("\"") ? String(halves[1].dropFirst().prefix { $0 != "\"" }) : String(halves[1])
        }
        return nil
    }

    private static func split(_ bytes: [UInt8], at delimiter: [UInt8], limit: Int = .max) -> [[UInt8]] {
        var pieces: [[UInt8]] = []
        var start = 0
        var index = 0
        while index + delimiter.count <= bytes.count, pieces.count < limit {
            guard bytes[index] == delimiter[0], bytes[index..<(index + delimiter.count)].elementsEqual(delimiter) else {
                index += 1
                continue
            }
            pieces.append(Array(bytes[start..<index]))
            index += delimiter.count
            start = index
        }
        return pieces + [Array(bytes[start...])]
    }
}
