// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import ArgumentParser
import Cassettes
import Foundation
import Terminal

/// Writes recordings as text for `git diff`, or as an HTTP Archive.
struct CassetteExport: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Writes recordings as text for git diff, or as an HTTP Archive (HAR 1.2).")

    @Argument(help: ArgumentHelp("The cassette.", valueName: "file"))
    var file: String

    @OptionGroup var recording: RecordingOption

    @Flag(help: "Write an HTTP Archive, sockets as _webSocketMessages.")
    var har = false

    func run() throws {
        let cassette = try Cassette(path: file)
        let recordings = try recording.recordings(in: cassette)
        if har {
            try HARExport(cassette, programVersion: "tenantless").write(recordings) { Console.write($0) }
        } else {
            try CassetteText(cassette).export(recordings) { Console.write($0) }
        }
    }
}

/// Reads an HTTP Archive into a cassette.
struct CassetteImport: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Reads an HTTP Archive of a browser or of mitmproxy into a cassette.")

    @Argument(help: ArgumentHelp("The archive.", valueName: "har-file"))
    var archive: String

    @Argument(help: ArgumentHelp("The cassette, which may be new.", valueName: "file"))
    var file: String

    @Option(help: ArgumentHelp("What to call the recording. Default: the archive's name.", valueName: "title"))
    var title: String?

    @OptionGroup var redaction: RedactionOptions

    func run() throws {
        let bytes = Array(try TextFile.read(archive).utf8)
        let name = title ?? URL(fileURLWithPath: archive).deletingPathExtension().lastPathComponent
        let report = try HARImport.add(bytes, to: file, options: .init(name: name, rules: try redaction.rules()))
        Console.write(report.sentence(file) + "\n")
    }
}
