// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import ArgumentParser
import Testing

@testable import TenantlessBench

/// What the commands refuse, and what they go by where nothing is said.
@Suite struct OptionTests {
    @Test(arguments: [[], ["--seconds", "1", "--questions", "1"]])
    func socketsAskEitherForATimeOrForANumber(limits: [String]) {
        #expect(throws: (any Error).self) {
            try SocketsCommand.parse(["--port", "1", "--cookies", "c"] + limits)
        }
    }

    @Test(arguments: [["--certificate", "c"], ["--key", "k"]])
    func aCertificateAndItsKeyComeTogether(half: [String]) {
        #expect(throws: (any Error).self) { try EchoCommand.parse(half) }
    }

    @Test func withoutACertificateItIsPlainHTTP() throws {
        let options = try ListeningOptions.parse([])
        #expect(try options.tls() == nil)
        #expect(options.port == 0)
    }
}
