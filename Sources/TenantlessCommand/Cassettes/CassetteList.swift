// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import ArgumentParser
import Cassettes
import Terminal

/// Lists the exchanges of a recording, a line each.
struct CassetteList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Lists the exchanges of a recording, a line each.")

    @Argument(help: ArgumentHelp("The cassette.", valueName: "file"))
    var file: String

    @OptionGroup var recording: RecordingOption

    func run() throws {
        let cassette = try Cassette(path: file)
        let text = CassetteText(cassette)
        for recording in try recording.recordings(in: cassette) {
            Console.write("# \(recording.name)\n")
            var last: Int64 = 0
            while case let page = try cassette.exchanges(of: recording.id, after: last), let end = page.last {
                Console.write(try page.map { try text.line($0) + "\n" }.joined())
                last = end.id
            }
        }
    }
}

/// Shows one exchange: heads, bodies, frames, and how it ended.
struct CassetteShow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Shows one exchange: heads, bodies, frames, and how it ended.")

    @Argument(help: ArgumentHelp("The cassette.", valueName: "file"))
    var file: String

    @Argument(help: ArgumentHelp("The number of the exchange, as `list` gives it.", valueName: "number"))
    var exchange: Int64

    func run() throws {
        let cassette = try Cassette(path: file)
        Console.write(try CassetteText(cassette).show(try cassette.exchange(exchange)))
    }
}
