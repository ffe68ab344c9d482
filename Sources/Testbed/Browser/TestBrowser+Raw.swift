// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import ScenarioRunner
import Transport
import Wire

extension TestBrowser {
    func sendRaw(_ bytes: [UInt8], then trickle: Trickle?, within: Duration) async throws -> RawConversation {
        let connection: BrowserConnection
        do {
            connection = try await world.connect(to: world.publicOrigin)
        } catch {
            return RawConversation(exchanges: [], isClosed: true)
        }
        let request = rawRequest(bytes)
        var exchanges: [WitnessedExchange] = []
        var isClosed = false
        do {
            try await connection.sendRaw(bytes)
            async let _: Void = connection.send(trickle)
            while true {
                let response = try await connection.readResponse(to: request.method, within: within)
                exchanges.append(try witness(request, response))
                guard response.isComplete else { break }
            }
            isClosed = true
        } catch let error as TransportError {
            isClosed = error.code != .timedOut
        }
        await connection.close()
        return RawConversation(exchanges: exchanges, isClosed: isClosed)
    }

    /// What the witness calls the request: the first line, as far as it reads like one.
    private func rawRequest(_ bytes: [UInt8]) -> WitnessedRequest {
        let words = bytes.prefix { $0 != 10 && $0 != 13 }.split(separator: 32).map { String(octets: $0) }
        return WitnessedRequest(
            method: words.first ?? "", target: words.count > 1 ? words[1] : "", headers: HeaderList(),
            body: witnessed(bytes))
    }

    private func witness(_ request: WitnessedRequest, _ response: BrowserResponse) throws -> WitnessedExchange {
        let id = world.witness.begin(
            WitnessedExchange(
                side: .browser, actor: user, request: request, startedAt: monotonicNanoseconds(),
                facts: ["origin": world.publicOrigin.origin, "browser": name, "raw": "true"]))
        world.witness.update(id) {
            $0.response = WitnessedResponse(response)
            $0.outcome = response.isComplete ? .complete : .serverAborted
            $0.endedAt = monotonicNanoseconds()
        }
        return try witnessedExchange(id)
    }
}

extension BrowserConnection {
    /// Sends a trickle until it is through, the connection is, or nobody waits for it any more.
    fileprivate func send(_ trickle: Trickle?) async {
        do {
            for byte in trickle?.bytes ?? [] {
                try await Task.sleep(for: trickle?.interval ?? .zero)
                try await sendRaw([byte])
            }
        } catch {
            // The proxy has had enough of it: what it said is read beside this.
        }
    }
}
