// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Synchronization
import Transport
import Wire

/// Keeps what the identity provider publishes: its metadata for an hour, its keys until an unknown one is asked for.
final class ProviderDirectory: Sendable {
    private struct State {
        var metadata: (value: ProviderMetadata, fetchedAt: Int64)?
        var keySet: (text: String, fetchedAt: Int64)?
        /// When keys were fetched within the last minute.
        var keyFetches: [Int64] = []
    }

    private let provider: HTTPURL
    private let client: any BackChannel
    private let time: TimeSource
    private let state = Mutex(State())
    private let metadataFlight = SingleFlight<String, ProviderMetadata>()
    private let keyFlight = SingleFlight<String, String>()

    /// How long metadata is believed: providers change endpoints by announcement, not by the minute.
    static let metadataMilliseconds: Int64 = 3_600_000
    /// How long a key set is believed without a reason to doubt it, so that withdrawn keys go.
    static let keySetMilliseconds: Int64 = 3_600_000
    /// How many times a minute keys are fetched at most: a token with a made-up `kid` costs the provider nothing more.
    static let keyFetchesPerMinute = 5

    init(_ configuration: ProxyConfiguration, _ components: ProxyComponents) {
        provider = configuration.identityProvider
        client = components.httpClient
        time = components.time
    }

    /// The provider's metadata.
    ///
    /// - Throws: `ProxyError` from the identity provider's side.
    func metadata() async throws -> ProviderMetadata {
        let now = time.now()
        if let kept = state.withLock({ $0.metadata }), (0..<Self.metadataMilliseconds).contains(now - kept.fetchedAt) {
            return kept.value
        }
        return try await metadataFlight.run("") { [self] in
            var url = provider
            url.target =
                (url.target.hasSuffix("/") ? String(url.target.dropLast()) : url.target)
                + "/.well-known/openid-configuration"
            let metadata = try ProviderMetadata(try await document(url), expecting: provider)
            state.withLock { $0.metadata = (metadata, time.now()) }
            return metadata
        }
    }

    /// The provider's key set as JSON text.
    ///
    /// `isUnknown` says that the kept set lacks a key that is needed; it is then fetched again, unless that happened too
    /// often within the last minute.
    func keySet(refetching isUnknown: Bool) async throws -> String {
        let now = time.now()
        let (kept, mayFetch) = state.withLock { state in
            state.keyFetches.removeAll { now - $0 >= 60_000 || $0 > now }
            return (state.keySet, state.keyFetches.count < Self.keyFetchesPerMinute)
        }
        if let kept, !mayFetch || (!isUnknown && (0..<Self.keySetMilliseconds).contains(now - kept.fetchedAt)) {
            return kept.text
        }
        guard mayFetch else {
            throw ProxyError(
                .identityProviderUnreachable, source: .upstream, reason: "The key set was asked for too often.")
        }
        let url = try await metadata().keySetURL
        return try await keyFlight.run("") { [self] in
            state.withLock { $0.keyFetches.append(time.now()) }
            let text = try await document(url).serialized()
            state.withLock { $0.keySet = (text, time.now()) }
            return text
        }
    }

    private func document(_ url: HTTPURL) async throws -> JSONValue {
        let answer = try await client.asking(ClientRequest(url: url, headers: ["Accept": "application/json"]))
        guard answer.status == 200 else {
            throw ProxyError(
                .identityProviderRefused, source: .upstream,
                reason: "The identity provider answered a document with \(answer.status).")
        }
        return try answer.json()
    }
}
