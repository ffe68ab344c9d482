// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Links
import ScenarioRunner
import Transport

/// The proxy of a stage, with the power to end it and start it again on the same files.
actor ProxyDriver: StageProxy {
    private let subject: any ProxySubject
    private let context: SubjectContext
    private let link: Link
    private let signingKey: SigningKeyFile
    private var running: any RunningSubject

    init(
        subject: any ProxySubject, context: SubjectContext, link: Link, signingKey: SigningKeyFile
    ) async throws {
        self.subject = subject
        self.context = context
        self.link = link
        self.signingKey = signingKey
        running = try await subject.start(context)
        link.setDestination(running.endpoint)
    }

    func isAlive() async -> Bool { await running.isAlive() }

    func identity() async -> String { running.identity }

    func ending() async -> String? { await running.ending() }

    func kill() async throws { try await running.kill() }

    func stop() async throws { try await running.stop() }

    func restart() async throws {
        if await running.isAlive() { try await running.stop() }
        await link.dropConnections()
        running = try await subject.start(context)
        link.setDestination(running.endpoint)
    }

    func renewSigningKey() throws { try signingKey.renew() }

    func residentBytes() async -> Int? { await running.residentBytes() }
}
