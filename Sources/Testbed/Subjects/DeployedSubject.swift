// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import ScenarioRunner
import Transport

/// A proxy that runs already: it is found where it is, and neither started nor ended.
struct DeployedSubject: ProxySubject {
    /// How long it may take to answer at all: it may have to wake up.
    private static let patience = Duration.seconds(30)

    let url: HTTPURL
    /// The route that answers 200 while it is well.
    let health: String
    let tls: ClientTLS

    func start(_ context: SubjectContext) async throws -> any RunningSubject {
        let client = HTTPClient(tls: tls, timeout: Self.patience)
        var probe = url
        probe.target = health
        let problem = await DeployedSubject.problem(probe, client)
        await client.shutdown()
        if let problem { throw StageProblem(.setup, problem) }
        return RunningElsewhere(endpoint: url.endpoint, identity: url.origin)
    }

    /// Why it cannot be judged, and what to do about it; nil if it is there.
    private static func problem(_ url: HTTPURL, _ client: HTTPClient) async -> String? {
        do {
            _ = try await client.send(ClientRequest(url: url))
            return nil
        } catch let error as TransportError where error.code == .handshakeFailed {
            return """
                the certificate of \(url.origin) is not trusted: let "trust" in the target file name a PEM file with the \
                authority that signed it
                """
        } catch {
            return "nothing answers at \(url): is it running, and reachable from this machine? (\(error))"
        }
    }
}

/// A proxy somewhere else.
private struct RunningElsewhere: RunningSubject {
    let endpoint: Endpoint
    let identity: String

    func isAlive() async -> Bool { true }
    func ending() async -> String? { nil }
    func kill() async throws { throw elsewhere }
    func stop() async throws { throw elsewhere }
    func residentBytes() async -> Int? { nil }

    private var elsewhere: StageProblem { StageProblem(.unsupported, "this target is not ours to end") }
}
