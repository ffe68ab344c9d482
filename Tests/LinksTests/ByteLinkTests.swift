// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import Testing
import Transport

@testable import Links

@Suite("Links that carry bytes")
struct ByteLinkTests {
    @Test func bytesPassBothWaysAndHalvesEndAlone() async throws {
        try await withEcho { link in
            let connection = try await link.dial()
            try await connection.send(ByteBuffer(string: "there and back"))
            try await connection.sendEOF()
            #expect(try await connection.readAll() == "there and back")
            await connection.close()
        }
    }

    @Test func listMatchesTheFolderAndNamesAreUnique() throws {
        let names = Faults.all.map { $0.name }
        #expect(names == names.sorted())
        #expect(Set(names).count == names.count)
        for type in Faults.all {
            let typeName = "\(type)"
            #expect(type.name == typeName.prefix(1).lowercased() + typeName.dropFirst())
            #expect(FileList.faults.contains("\(typeName).swift"))
        }
        #expect(FileList.faults.count == Faults.all.count + 3)
    }

    @Test func unknownFaultIsAProblem() {
        #expect(throws: FaultProblem.self) { try Faults.make("deelay") }
        #expect(throws: FaultProblem.self) { try Faults.make("delay") }
        #expect(throws: FaultProblem.self) { try Faults.make("throttle") }
    }

    /// The no-op law: while a fault comes and goes, no byte is lost, doubled or moved.
    @Test(arguments: ["blackHole", "cut", "delay", "refuse", "reset", "throttle"])
    func removedFaultLosesNoByte(name: String) async throws {
        let far = 1 << 40
        let parameters = FaultParameters(duration: .milliseconds(1), bytes: name == "throttle" ? 1_000_000 : far)
        let fault = try Faults.make(name, parameters)
        try await withEcho { link in
            let connection = try await link.dialThrough()
            let sent = (0..<200_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
            async let echoed = connection.readAllBytes()
            for (index, start) in stride(from: 0, to: sent.count, by: 10_000).enumerated() {
                link.setFault(index.isMultiple(of: 2) ? fault : nil)
                try await connection.send(ByteBuffer(bytes: sent[start..<(start + 10_000)]))
            }
            link.setFault(nil)
            try await connection.sendEOF()
            #expect(try await echoed == sent)
            await connection.close()
        }
    }

    @Test func cutEndsInOrderAfterSoManyBytes() async throws {
        try await withEcho { link in
            link.setFault(Cut(afterBytes: 5, direction: .toClient))
            let connection = try await link.dial()
            try await connection.send(ByteBuffer(string: "123456789"))
            #expect(try await connection.readAll() == "12345")
            await connection.close()
        }
    }

    @Test func resetIsAReset() async throws {
        try await withEcho { link in
            let connection = try await link.dialThrough()
            link.setFault(Reset(afterBytes: 0, direction: .toServer))
            try await connection.send(ByteBuffer(string: "x"))
            await #expect(throws: TransportError.self) { _ = try await connection.readAll() }
            await connection.close()
        }
    }

    @Test func refusedConnectionIsReset() async throws {
        try await withEcho { link in
            link.setFault(Refuse())
            await #expect(throws: TransportError.self) {
                let connection = try await link.dial()
                try await connection.send(ByteBuffer(string: "x"))
                _ = try await connection.readAll()
                throw TransportError(.misuse, "an orderly end is no refusal")
            }
            link.setFault(nil)
            let connection = try await link.dial()
            await connection.close()
        }
    }

    @Test func blackHoleHoldsUntilItIsRemoved() async throws {
        try await withEcho { link in
            let connection = try await link.dialThrough()
            link.setFault(BlackHole())
            try await connection.send(ByteBuffer(string: "held"))
            await #expect(throws: TransportError.self) { _ = try await connection.receive(within: .milliseconds(30)) }
            link.setFault(nil)
            #expect(try await connection.receive().map { String(buffer: $0) } == "held")
            await connection.close()
        }
    }

    @Test func deadDestinationResetsTheNearEnd() async throws {
        let listener = try await Listener.bind { $0.eventLoop.makeSucceededVoidFuture() }
        let port = listener.port
        await listener.close()
        let link = try await Link.start(to: { Endpoint(host: "localhost", port: port) })
        await #expect(throws: TransportError.self) { _ = try await link.dial().readAll() }
        await link.stop()
    }

    @Test func stopEndsWhatIsHeld() async throws {
        try await withEcho { link in
            let connection = try await link.dialThrough()
            link.setFault(BlackHole())
            try await connection.send(ByteBuffer(string: "held"))
            await link.stop()
            #expect(link.openConnections == 0)
            await connection.close()
        }
    }
}
