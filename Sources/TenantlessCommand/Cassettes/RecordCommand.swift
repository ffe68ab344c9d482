// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import ArgumentParser
import Cassettes
import Terminal
import Testbed
import Transport

/// Records what passes between a proxy and a tenant.
struct RecordCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "record", abstract: "Records what passes between a proxy and a tenant into a cassette.",
        discussion: """
            Plays the tenant towards the proxy, which keeps its configuration and only gets the tenantUri that is \
            printed, and passes everything on. The tenant's certificate is trusted as the system, or SSL_CERT_FILE, \
            says. Until it is interrupted the cassette is called FILE.unfinished; then it is searched for secrets, and \
            with one in it, it keeps that name. What a cassette holds already stays: a recording is added.
            """)

    @Option(help: ArgumentHelp("The tenant.", valueName: "url"))
    var tenant: String

    @Option(help: ArgumentHelp("The cassette to record into.", valueName: "file"))
    var cassette: String

    @OptionGroup var listening: ListenOptions

    @Option(help: ArgumentHelp("What to call the recording. Default: the tenant's host.", valueName: "title"))
    var title: String?

    @OptionGroup var redaction: RedactionOptions

    func run() async throws {
        try await Recording(
            tenant: tenant, cassette: cassette, title: title, listening: listening, redaction: redaction
        ).run()
    }
}

/// A recording from its start until it is interrupted.
struct Recording {
    let tenant: String
    let cassette: String
    let title: String?
    let listening: ListenOptions
    let redaction: RedactionOptions

    func run() async throws {
        let url = try TenantURL.read(tenant)
        let material = try RunMaterial()
        let recorder = try await RunningRecorder.start(
            tenant: url, cassette: cassette, title: title, listen: listening.listen, name: listening.name,
            rules: try redaction.rules(), isAddition: false, material: material)
        await Interruption.wait(
            telling:
                """
                tenantUri         \(recorder.origin)
                tenant            \(url.origin)
                cassette          \(cassette)
                SSL_CERT_FILE     \(material.trustFile)

                """)
        let report = try await recorder.end()
        Console.write(report.sentence(cassette) + "\n")
        withExtendedLifetime(material) {}
    }
}

extension RecordingReport {
    /// What a person wants to know at the end.
    func sentence(_ path: String) -> String {
        let rest = open == 0 ? "" : ", \(open) still open"
        return "\(path): recording \(recording): \(exchanges) exchanges\(rest), \(users) users, "
            + "\(slots) secrets became slots"
    }
}

/// Reads the URL of a tenant.
enum TenantURL {
    /// - Throws: `InvalidInput`.
    static func read(_ text: String) throws -> HTTPURL {
        let url: HTTPURL
        do throws(URLProblem) {
            url = try HTTPURL(text)
        } catch {
            throw InvalidInput("\(text): \(error.reason)")
        }
        guard url.isSecure else { throw InvalidInput("\(text): a tenant is reached by https") }
        return url
    }
}
