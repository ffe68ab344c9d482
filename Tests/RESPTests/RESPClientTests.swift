// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import Synchronization
import Testing
import Transport

@testable import RESP

/// Connecting, logging in, losing the connection, and finding it again.
@Suite struct RESPClientTests {
    /// A clock for pauses that passes when it is told to.
    final class PauseClock: Sendable {
        private let moment = Mutex(NIODeadline.uptimeNanoseconds(0))
        var now: @Sendable () -> NIODeadline { { [self] in moment.withLock { $0 } } }
        func pass(_ time: TimeAmount) { moment.withLock { $0 = $0 + time } }
    }

    private func code(_ work: () async throws -> RESPValue) async -> RESPError.Code? {
        do {
            _ = try await work()
            return nil
        } catch {
            return (error as? RESPError)?.code
        }
    }

    @Test func theFirstCallLogsInAndChoosesTheDatabase() async throws {
        try await ScriptedServer.with(answering: { _ in "+OK\r\n" }) { server async throws in
            let settings = server.settings {
                ($0.address.user, $0.address.password, $0.address.database) = ("proxy", "secret", 3)
            }
            let client = RESPClient(settings, group: EventLoops.shared)
            #expect(server.commands.isEmpty)
            #expect(try await client.call(RESPCommand("GET", "a")) == .simple("OK"))
            #expect(try await client.call(RESPCommand("GET", "b")) == .simple("OK"))
            #expect(
                server.commands == [
                    ["AUTH", "proxy", "secret"], ["SELECT", "3"], ["PING"], ["GET", "a"], ["GET", "b"],
                ])
            #expect(server.connections == 1)
            await client.close()
        }
    }

    @Test func aPasswordAloneIsThatOfTheDefaultUser() async throws {
        try await ScriptedServer.with(answering: { _ in "+OK\r\n" }) { server async throws in
            let client = RESPClient(server.settings { $0.address.password = "secret" }, group: EventLoops.shared)
            _ = try await client.call(RESPCommand("GET", "a"))
            #expect(server.commands.first == ["AUTH", "secret"])
            await client.close()
        }
    }

    @Test(arguments: [("AUTH", "-WRONGPASS canary\r\n"), ("SELECT", "-ERR DB index is out of range, canary\r\n")])
    func whoIsNotLetInIsToldWhere(_ command: String, _ answer: String) async throws {
        try await ScriptedServer.with(answering: { $0.first == command ? answer : "+OK\r\n" }) { server async throws in
            let settings = server.settings { ($0.address.password, $0.address.database) = ("canary", 1) }
            let client = RESPClient(settings, group: EventLoops.shared)
            let error = await #expect(throws: RESPError.self) { try await client.call(RESPCommand("GET", "a")) }
            #expect(error?.code == .refused)
            #expect(error?.reason.contains(command) == true && error?.reason.contains("canary") == false)
            #expect(server.commands.contains(["GET", "a"]) == false)
            await client.close()
        }
    }

    @Test func aRefusalOfTheServerIsAnAnswer() async throws {
        try await ScriptedServer.with(answering: { $0 == ["PING"] ? "-LOADING canary\r\n" : "-ERR no\r\n" }) {
            server async throws in
            let client = RESPClient(server.settings(), group: EventLoops.shared)
            let answer = try await client.call(RESPCommand("GET", "a"))
            #expect(answer == .error("ERR no"))
            await client.close()
        }
    }

    @Test func callsAtOnceShareOneAttempt() async throws {
        try await ScriptedServer.with(answering: { "+\($0.last ?? "")\r\n" }) { server async throws in
            let client = RESPClient(server.settings(), group: EventLoops.shared)
            try await withThrowingTaskGroup { group in
                for number in 0..<200 {
                    group.addTask {
                        let answer = try await client.call(RESPCommand("ECHO", "\(number)"))
                        #expect(answer == .simple("\(number)"))
                    }
                }
                try await group.waitForAll()
            }
            #expect(server.connections == 1)
            await client.close()
        }
    }

    @Test func aCancelledCallShiftsNobodysAnswer() async throws {
        try await ScriptedServer.with(answering: { "+\($0.last ?? "")\r\n" }) { server async throws in
            let client = RESPClient(server.settings(), group: EventLoops.shared)
            await withDiscardingTaskGroup { group in
                for number in 0..<300 {
                    let call = Task { try await client.call(RESPCommand("ECHO", "\(number)")) }
                    if number % 3 == 0 { call.cancel() }
                    group.addTask {
                        guard case .success(let answer) = await call.result else { return }
                        #expect(answer == .simple("\(number)"))
                    }
                }
            }
            #expect(try await client.call(RESPCommand("ECHO", "after")) == .simple("after"))
            await client.close()
        }
    }

    @Test func aLostConnectionFailsWhatWasUnderWayAndTheNextCallFindsAnother() async throws {
        let falls = Mutex(true)
        let answering: ScriptedServer.Answering = { command in
            guard command.first == "GET" else { return "+OK\r\n" }
            return falls.withLock { falls in
                defer { falls = false }
                return falls ? "" : "$1\r\nx\r\n"
            }
        }
        try await ScriptedServer.with(answering: answering) { server async throws in
            let client = RESPClient(server.settings(), group: EventLoops.shared)
            #expect(await code { try await client.call(RESPCommand("GET", "a")) } == .connectionLost)
            #expect(try await client.call(RESPCommand("GET", "a")).string == "x")
            #expect(server.connections == 2)
            await client.close()
        }
    }

    @Test func aServerThatIsAwayIsNotAskedAtEveryCall() async throws {
        let gone = try await Listener.bind { $0.eventLoop.makeSucceededVoidFuture() }
        let port = gone.port
        await gone.close()
        let clock = PauseClock()
        let settings = RESPSettings(address: RESPAddress(endpoint: Endpoint(host: "localhost", port: port)))
        let client = RESPClient(settings, group: EventLoops.shared, now: clock.now)
        let first = await #expect(throws: RESPError.self) { try await client.call(RESPCommand("PING")) }
        #expect(first?.code == .connectFailed && first?.reason.contains("a moment ago") == false)
        let second = await #expect(throws: RESPError.self) { try await client.call(RESPCommand("PING")) }
        #expect(second?.code == .connectFailed && second?.reason.contains("a moment ago") == true)
        clock.pass(.milliseconds(50))
        let third = await #expect(throws: RESPError.self) { try await client.call(RESPCommand("PING")) }
        #expect(third?.reason.contains("a moment ago") == false)
        await client.close()
    }

    @Test func aServerThatTakesConnectionsAndSaysNothingIsAway() async throws {
        try await ScriptedServer.with(answering: { _ in nil }) { server async throws in
            let client = RESPClient(server.settings { $0.answerTimeout = .milliseconds(20) }, group: EventLoops.shared)
            #expect(await code { try await client.call(RESPCommand("GET", "a")) } == .timedOut)
            #expect(server.commands.contains(["GET", "a"]) == false)
            await client.close()
        }
    }

    @Test func theConnectionMayBeEncryptedAndTheNameIsVerified() async throws {
        let authority = try CertificateAuthority(name: "redis tests")
        let trust = try ClientTLS(trustRootsPEM: authority.certificatePEM)
        for (name, isRight) in [("localhost", true), ("other.localhost", false)] {
            let tls = try ServerTLS(identity: try authority.issue(names: [name]))
            try await ScriptedServer.with(tls: tls, answering: { _ in "+OK\r\n" }) { server async throws in
                let client = RESPClient(
                    server.settings {
                        $0.tls = trust
                        $0.address.isSecure = true
                    }, group: EventLoops.shared)
                let code = await code { try await client.call(RESPCommand("GET", "a")) }
                #expect(code == (isRight ? nil : .connectFailed))
                await client.close()
            }
        }
    }

    @Test func aClosedClientCallsNobody() async throws {
        try await ScriptedServer.with(answering: { _ in "+OK\r\n" }) { server async throws in
            let client = RESPClient(server.settings(), group: EventLoops.shared)
            await client.close()
            #expect(await code { try await client.call(RESPCommand("GET", "a")) } == .connectionLost)
            #expect(server.connections == 0)
        }
    }
}
