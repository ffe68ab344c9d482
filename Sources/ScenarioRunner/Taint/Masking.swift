// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import Wire

/// Replaces secrets by their canary names, so that evidence can be shown to anybody.
struct Masking: Sendable {
    private let search: CanarySearch

    init(_ search: CanarySearch) {
        self.search = search
    }

    /// Text with `‹ana.eas.sid›` in place of the secret.
    func text(_ text: String) -> String {
        let bytes = Array(text.utf8)
        let masked = self.bytes(bytes)
        return masked == bytes ? text : String(decoding: masked, as: UTF8.self)
    }

    func bytes(_ bytes: [UInt8]) -> [UInt8] {
        let hits = search.hits(in: bytes)
        guard !hits.isEmpty else { return bytes }
        var result: [UInt8] = []
        var position = 0
        for hit in hits.sorted(by: { ($0.offset, -$0.length) < ($1.offset, -$1.length) }) where hit.offset >= position {
            result += bytes[position..<hit.offset]
            result += Array("‹\(hit.canary.name)›".utf8)
            position = hit.offset + hit.length
        }
        return result + bytes[position...]
    }

    func exchange(_ exchange: WitnessedExchange) -> WitnessedExchange {
        var masked = exchange
        masked.request.target = text(exchange.request.target)
        masked.request.headers = headers(exchange.request.headers)
        masked.request.body.prefix = bytes(exchange.request.body.prefix)
        masked.response = exchange.response.map(response)
        masked.interim = exchange.interim.map(response)
        masked.facts = exchange.facts.mapValues(text)
        if var socket = exchange.socket {
            for index in socket.frames.indices { socket.frames[index].payload = bytes(socket.frames[index].payload) }
            socket.closeReason = text(socket.closeReason)
            masked.socket = socket
        }
        return masked
    }

    private func response(_ response: WitnessedResponse) -> WitnessedResponse {
        var masked = response
        masked.headers = headers(response.headers)
        masked.body.prefix = bytes(response.body.prefix)
        return masked
    }

    private func headers(_ headers: HeaderList) -> HeaderList {
        HeaderList(headers.map { HeaderField(name: $0.name, value: text($0.value)) })
    }
}
