// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Foundation
import Testing

/// Cassettes that are made, put together and made smaller on the command line.
@Suite("Upkeep of cassettes", .timeLimit(.minutes(3))) struct CassetteUpkeepTests {
    private static let shipped = "Fixtures/Cassettes/mock-tenant.sqlite"
    private let folder: ScratchFolder

    init() throws { folder = try ScratchFolder(["browser.har": Self.archive, "broken.har": "{", "page.har": "{}"]) }

    private static let archive = """
        {"log":{"version":"1.2","entries":[{"startedDateTime":"2026-01-31T12:00:00.000Z","time":30,
        "request":{"method":"POST","url":"https://tenant.example/api/v1/items?limit=2","headers":[
        {"name":"Cookie","value":"eas.sid=abcdefgh12345678"},{"name":"Content-Type","value":"text/plain"}],"postData":{"mimeType":"text/plain","text":"hello"}},
        "response":{"status":201,"statusText":"Created","headers":[{"name":"Content-Type","value":"text/plain"}],
        "content":{"mimeType":"text/plain","text":"done by abcdefgh12345678"}}}]}}
        """

    private func cassette(_ arguments: String...) async throws -> CommandRun {
        try await CommandRun.tenantless(["cassette"] + arguments)
    }

    @Test func anArchiveIsImportedListedAndShown() async throws {
        let file = folder.path + "/new.sqlite"
        let added = try await cassette("import", folder.path + "/browser.har", file)
        #expect(
            added.output == "\(file): recording 1: 1 exchanges, 1 users, 1 secrets became slots\n", "\(added.errors)")
        #expect(added.status == 0)
        let again = try await cassette("import", folder.path + "/browser.har", file, "--title", "second")
        #expect(again.output.hasPrefix("\(file): recording 2: "))
        #expect(
            try await cassette("list", file, "--title", "browser").output.hasPrefix(
                "# browser\n1 201 POST /api/v1/items?limit=2 "))
        #expect(try await cassette("list", file).output.hasPrefix("# second\n2 201 POST "))
        let shown = try await cassette("show", file, "1").output
        #expect(shown.contains("> Cookie: eas.sid={{slot:1}}\n") && shown.contains("hello"))
        #expect(shown.contains("done by {{slot:1}}") && !shown.contains("abcdefgh12345678"))
    }

    @Test(arguments: ["broken.har", "page.har", "none.har"])
    func whatIsNoArchiveLeavesNoFile(name: String) async throws {
        let run = try await cassette("import", folder.path + "/" + name, folder.path + "/new.sqlite")
        #expect(run.errors.split(separator: "\n").count == 1 && run.output == "", "\(run.errors)")
        #expect(run.status == 2)
        #expect(
            try !FileManager.default.contentsOfDirectory(atPath: folder.path).contains { $0.hasPrefix("new.sqlite") })
    }

    @Test func recordingsOfSeveralFilesAreMerged() async throws {
        let (one, all) = (folder.path + "/one.sqlite", folder.path + "/all.sqlite")
        _ = try await cassette("import", folder.path + "/browser.har", one)
        let merged = try await cassette("merge", one, Self.shipped, one, "--into", all)
        let count = try await recordings(in: Self.shipped)
        #expect(merged.output == "\(all): \(count + 2) recordings\n" && merged.status == 0, "\(merged.errors)")
        #expect(try await recordings(in: all) == count + 2)
        let diff = try await cassette("diff", Self.shipped, all, "--title", "sign-in/opens-a-tenant-session")
        #expect(diff.output.hasSuffix("0 error, 0 warning, 0 info\n"))
        let refused = try await cassette("merge", one, "README.md", "--into", all)
        #expect(refused.errors == "README.md is not an SQLite file.\n" && refused.status == 2)
        #expect(try await recordings(in: all) == count + 2)
    }

    @Test func aCassetteIsMadeAsSmallAsWhatIsKept() async throws {
        let file = folder.path + "/all.sqlite"
        _ = try await cassette("merge", Self.shipped, "--into", file)
        let before = try await recordings(in: file)
        let plain = try await cassette("vacuum", file)
        #expect(plain.output.hasPrefix("\(file): ") && plain.status == 0, "\(plain.errors)")
        #expect(try await recordings(in: file) == before)
        let current = try await cassette("vacuum", file, "--only-current")
        let numbers = current.output.split { !$0.isNumber }.compactMap { Int($0) }.suffix(2)
        #expect(numbers.first ?? 0 > numbers.last ?? 0 && numbers.last ?? 0 > 0, "\(current.output)")
        #expect(try await recordings(in: file) == 1)
        let missing = try await cassette("vacuum", folder.path + "/none.sqlite")
        #expect(missing.status == 2 && missing.errors.hasPrefix("There is no file "))
    }

    private func recordings(in file: String) async throws -> Int {
        try await cassette("inspect", file).output.split(separator: "\n").count { $0.hasPrefix("recording ") }
    }
}
