// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Foundation
import Testing
import Transport

/// What `ci/bench` and `ci/instructions` start, as they do.
@Suite("Parts of the product alone", .timeLimit(.minutes(3))) struct BenchTests {
    /// A certificate for the tenant, and the variable that lets others trust it.
    private struct Tenant {
        let folder: ScratchFolder
        let identity: [String]
        let trust: [String: String]

        init() throws {
            let authority = try CertificateAuthority()
            let issued = try authority.issue(names: ["tenant.localhost"])
            folder = try ScratchFolder([
                "ca.pem": authority.certificatePEM, "tenant.pem": issued.certificateChainPEM,
                "tenant.key": issued.privateKeyPEM,
            ])
            identity = ["--certificate", folder.path + "/tenant.pem", "--key", folder.path + "/tenant.key"]
            trust = ["SSL_CERT_FILE": folder.path + "/ca.pem"]
        }
    }

    @Test func aQuestionThroughTheForwardingPathAndItsAnswerAreTwoMessages() async throws {
        let tenant = try Tenant()
        let echo = try await RunningCommand.start(
            ["echo", "--octets", "9"] + tenant.identity, of: "tenantless-bench", until: "listening")
        let proxy = try await RunningCommand.start(
            ["proxy", "--sessions", "2", "--tenant-port", echo.value("listening")], of: "tenantless-bench",
            until: "listening", variables: tenant.trust)
        let cookies = try ScratchFolder(["cookies": proxy.value("cookie") + "\n"])
        let run = try await CommandRun.of(
            "tenantless-bench",
            [
                "sockets", "--port", proxy.value("listening"), "--cookies", cookies.path + "/cookies", "--octets", "9",
                "--sockets", "3", "--questions", "20",
            ])
        #expect(run.output == "count 40\n")
        #expect(run.status == 0)
        #expect(try await proxy.stop().status == 0)
        #expect(try await echo.stop().status == 0)
    }

    @Test func aFileWithoutACookieIsRefused() async throws {
        let folder = try ScratchFolder(["cookies": "\n"])
        let run = try await CommandRun.of(
            "tenantless-bench",
            ["sockets", "--port", "1", "--cookies", folder.path + "/cookies", "--questions", "1"])
        #expect(run.errors == "Error: \(folder.path)/cookies: there is no cookie in it.\n")
        #expect(run.status != 0)
    }
}
