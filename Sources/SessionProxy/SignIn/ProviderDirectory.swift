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
        /// Until when the fetches of keys so far count, were they evenly spread; past it, all are free again.
        var keyFetchesCountUntil: Int64 = 0
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
    /// How many times keys are fetched in a row at most: tokens with a made-up `kid` cost the provider nothing more.
    static let keyFetches: Int64 = 5
    /// After how long there is one more; whoever uses them up with made-up tokens holds up a changed key for so long.
    static let keyFetchMilliseconds: Int64 = 10_000

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
    /// often of late.
    func keySet(refetching isUnknown: Bool) async throws -> String {
        let now = time.now()
        if let kept = state.withLock({ $0.keySet }), !isUnknown,
            (0..<Self.keySetMilliseconds).contains(now - kept.fetchedAt)
        {
            return kept.text
        }
        let url = try await metadata().keySetURL
        return try await keyFlight.run("") { [self] in
            if let kept = try keptInsteadOfFetching(now) { return kept }
            let text = try await document(url).serialized()
            state.withLock { $0.keySet = (text, time.now()) }
            return text
        }
    }

    /// The kept set where it must do, because keys were fetched too often; nil counts a fetch.
    ///
    /// - Source: ITU-T I.371, "generic cell rate algorithm".
    private func keptInsteadOfFetching(_ now: Int64) throws -> String? {
        try state.withLock { state in
            let limit = now + Self.keyFetches * Self.keyFetchMilliseconds
            let until = max(min(state.keyFetchesCountUntil, limit), now) + Self.keyFetchMilliseconds
            if until <= limit {
                state.keyFetchesCountUntil = until
                return nil
            }
            guard let kept = state.keySet else {
                throw ProxyError(
                    .identityProviderUnreachable, source: .upstream, reason: "The key set was asked for too often.")
            }
            return kept.text
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
