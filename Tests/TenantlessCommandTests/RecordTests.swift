// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Foundation
import Testing

/// `tenantless record` as a person calls it.
@Suite("Recording from the command line", .timeLimit(.minutes(3))) struct RecordTests {
    @Test func whatPassesIsInTheFileWhenTheRecorderIsAskedToStop() async throws {
        let folder = try ScratchFolder(["note": ""])
        let cassette = folder.path + "/a.cassette"
        let tenant = try await RunningCommand.start(["serve", "tenant"], until: "SSL_CERT_FILE")
        let recorder = try await RunningCommand.start(
            ["record", "--tenant", tenant.value("tenantUri"), "--cassette", cassette], until: "SSL_CERT_FILE",
            variables: ["SSL_CERT_FILE": tenant.value("SSL_CERT_FILE")])
        let crowd = try await RunningCommand.start(
            [
                "crowd", "--users", "2", "--signing-key", tenant.value("privateKey"), "--port",
                String(recorder.value("tenantUri").split(separator: ":").last ?? ""),
            ], of: "tenantless-bench", until: "open", variables: ["SSL_CERT_FILE": recorder.value("SSL_CERT_FILE")])
        let secret = crowd.value("cookie").split(separator: "=").dropFirst().first?.prefix { $0 != ";" } ?? ""
        _ = try await crowd.stop()
        let end = try await recorder.stop()
        _ = try await tenant.stop()
        #expect(end.status == 0)
        #expect(end.output.contains("recording 1: 6 exchanges, 2 users"))
        let bytes = try Data(contentsOf: URL(fileURLWithPath: cassette))
        #expect(bytes.starts(with: Data("SQLite format 3".utf8)))
        #expect(secret.count > 16)
        #expect(bytes.range(of: Data(secret.utf8)) == nil)
        #expect(!FileManager.default.fileExists(atPath: cassette + ".unfinished"))
    }

    @Test(arguments: [
        (["--tenant", "http://acme.example", "--cassette", "x"], "http://acme.example: a tenant is reached by https"),
        (["--tenant", "acme", "--cassette", "x"], "acme: The URL has no scheme."),
        (["--tenant", "https://acme.example", "--cassette", "README.md"], "README.md is not an SQLite file."),
    ])
    func whatCannotBeUsedIsOneSentence(arguments: [String], sentence: String) async throws {
        let run = try await CommandRun.tenantless(["record"] + arguments)
        #expect(run.errors == sentence + "\n")
        #expect(run.status == 2)
        #expect(run.output == "")
    }
}
