// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import ScenarioRunner
import Transport

/// Asks a starting proxy whether it is ready, and says in one sentence what to do where it never is.
struct ReadinessProbe: Sendable {
    /// What came of asking.
    enum Answer: Sendable, Equatable {
        case ready
        case status(Int)
        case failed(TransportError.Code)
    }

    /// The URL that answers 200 once the proxy is ready.
    let url: HTTPURL
    let client: HTTPClient

    func ask() async -> Answer {
        do {
            let status = try await client.send(ClientRequest(url: url)).status
            return status == 200 ? .ready : .status(status)
        } catch let error as TransportError {
            return .failed(error.code)
        } catch {
            return .failed(.connectFailed)
        }
    }

    /// What is the matter, and what to do about it.
    ///
    /// - Parameters:
    ///   - answer: what came of asking for the last time.
    ///   - patience: how long it was asked.
    ///   - ports: the ports that the proxy listens on, as far as that can be known.
    /// - Returns: one sentence without its end.
    func advice(_ answer: Answer?, after patience: Duration, ports: [Int]) async -> String {
        let place = "\(url.scheme)://127.0.0.1:\(url.port)\(url.target)"
        switch answer {
        case .status(let status):
            return """
                it answers \(status) at \(place), not 200, for \(patience): let "ready" in the target file name a path \
                that answers 200 once the proxy is ready
                """
        case .failed(.connectFailed), nil:
            let elsewhere = ports.filter { $0 != url.port }
            let list = elsewhere.map(String.init).joined(separator: ", ")
            let instead = elsewhere.isEmpty ? "" : " (it listens on \(list))"
            return """
                nothing listens on port \(url.port) after \(patience)\(instead): the port is told by the variables \
                listenPort and PORT, and wherever "command" in the target file says <port>
                """
        case .failed where await speaksPlainly():
            return """
                it speaks plain HTTP on port \(url.port): let it listen with TLS, with the PEM files that the variables \
                tlsCertificate and tlsPrivateKey name, or write "tls: in-front" into the target file
                """
        case .failed(.handshakeFailed):
            return """
                its certificate on port \(url.port) is not trusted: let it listen with the PEM files that the variables \
                tlsCertificate and tlsPrivateKey name
                """
        default:
            return "it does not answer at \(place) within \(patience): more \"patience\" in the target file may help"
        }
    }

    private func speaksPlainly() async -> Bool {
        var plain = url
        plain.scheme = "http"
        let client = HTTPClient(tls: nil)
        let answer = await ReadinessProbe(url: plain, client: client).ask()
        await client.shutdown()
        switch answer {
        case .ready, .status: return true
        case .failed: return false
        }
    }
}
