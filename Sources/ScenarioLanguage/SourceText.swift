// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// A file's name and content.
public struct SourceText: Sendable, Hashable {
    /// The name that diagnostics show.
    public let path: String
    /// The content.
    public let text: String

    /// Makes a text.
    public init(path: String, text: String) {
        self.path = path
        self.text = text
    }

    /// The YAML files at or below `paths` in order of their names, and what could not be read.
    public static func read(paths: [String]) -> (texts: [SourceText], diagnostics: [Diagnostic]) {
        var texts: [SourceText] = []
        var diagnostics = DiagnosticList()
        for path in paths {
            for file in isFolder(path) ? files(below: path) : [path] {
                if let text = diagnostics.attempt({ () throws(Diagnostic) in try read(file) }) { texts.append(text) }
            }
        }
        return (texts, diagnostics.all)
    }

    /// Reads one file.
    ///
    /// - Throws: `Diagnostic` if it cannot be opened or is not UTF-8.
    public static func read(_ path: String) throws(Diagnostic) -> SourceText {
        let place = SourcePlace(file: path, line: 1, column: 1)
        guard let file = fopen(path, "rb") else {
            throw Diagnostic(place, "cannot be read: \(String(cString: strerror(errno)))")
        }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while case let count = fread(&chunk, 1, chunk.count, file), count > 0 { bytes += chunk[..<count] }
        guard let text = String(validating: bytes, as: UTF8.self) else { throw Diagnostic(place, "is not UTF-8") }
        return SourceText(path: path, text: text)
    }

    private static func isFolder(_ path: String) -> Bool {
        guard let folder = opendir(path) else { return false }
        closedir(folder)
        return true
    }

    private static func files(below folder: String) -> [String] {
        names(in: folder).sorted().flatMap { name -> [String] in
            let path = folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
            if isFolder(path) { return files(below: path) }
            return name.hasSuffix(".yaml") || name.hasSuffix(".yml") ? [path] : []
        }
    }

    private static func names(in folder: String) -> [String] {
        guard let stream = opendir(folder) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if !name.hasPrefix(".") { names.append(name) }
        }
        return names
    }
}
