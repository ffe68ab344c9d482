// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Logging
import Synchronization
import Testing
import Transport
import Wire

@testable import Testbed

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A proxy that answers every request with one status.
private struct OneStatus: DoubleHandler {
    let status: Int

    func respond(to request: DoubleRequest, writer: DoubleWriter) async throws {
        try await writer.respond(status, [:], [])
    }

    func malformed(_ problem: MalformedRequest) async {}
}

@Suite("What is the matter with a proxy that is never ready is told in a sentence")
struct ReadinessTests {
    private static let host = "proxy.localhost"

    /// Asks a server, and gives the advice for what it answered.
    private func advice(
        status: Int = 200, tls: ServerTLS?, trusting authority: CertificateAuthority
    ) async throws -> String {
        let server = try await DoubleServer.start(
            tls: tls, logger: Logger(label: "test"), handler: OneStatus(status: status))
        let text = try await advice(port: server.port, trusting: authority)
        await server.stop()
        return text
    }

    private func advice(port: Int, ports: [Int] = [], trusting authority: CertificateAuthority) async throws -> String {
        let client = HTTPClient(tls: try ClientTLS(trustRootsPEM: authority.certificatePEM))
        let url = HTTPURL(scheme: "https", host: Self.host, port: port, target: "/well")
        let probe = ReadinessProbe(url: url, client: client)
        let text = await probe.advice(await probe.ask(), after: .seconds(1), ports: ports)
        await client.shutdown()
        return text
    }

    @Test func anotherStatus() async throws {
        let authority = try CertificateAuthority()
        let tls = try ServerTLS(identity: authority.issue(names: [Self.host]))
        let text = try await advice(status: 404, tls: tls, trusting: authority)
        #expect(text.contains("answers 404") && text.contains("\"ready\" in the target file"))
    }

    @Test func aCertificateThatIsNotTrusted() async throws {
        let tls = try ServerTLS(identity: CertificateAuthority().issue(names: [Self.host]))
        let text = try await advice(tls: tls, trusting: CertificateAuthority())
        #expect(text.contains("is not trusted") && text.contains("tlsCertificate"))
    }

    @Test func plainHTTP() async throws {
        let text = try await advice(tls: nil, trusting: CertificateAuthority())
        #expect(text.contains("speaks plain HTTP"))
    }

    @Test func anotherPort() async throws {
        let port = try await FreePort.find()
        let text = try await advice(port: port, ports: [3000], trusting: CertificateAuthority())
        #expect(text.hasPrefix("nothing listens on port \(port) after 1.0 seconds (it listens on 3000): "))
    }

    @Test func nobodyElseIsLentAPortMeanwhile() async throws {
        let found = Mutex([9, 8, 8])
        func next() -> Int { found.withLock { $0.popLast() ?? 0 } }
        let ports = try await FreePort.lend(found: next) { first in
            try await FreePort.lend(found: next) { second in [first, second] }
        }
        #expect(ports == [8, 9])
        #expect(try await FreePort.lend(found: { 8 }, to: { $0 }) == 8)
    }

    @Test func portsOfAProcessAreReadFromTheSystemsTable() {
        let table = """
              sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
               0: 0100007F:0BB8 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 4711 1
               1: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 4712 1
               2: 0100007F:1F91 0100007F:0BB8 01 00000000:00000000 00:00000000 00000000     0        0 4711 1
            """
        #expect(ListeningPorts.table(table, ["4711"]) == [3000])
    }

    #if os(Linux)
        @Test func ourOwnPortsAreFound() async throws {
            let server = try await DoubleServer.start(
                tls: nil, logger: Logger(label: "test"), handler: OneStatus(status: 200))
            #expect(ListeningPorts.of(getpid()).contains(server.port))
            await server.stop()
        }
    #endif
}
