// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// The keys of one issuer: those that sign, and those that are only still published.
///
/// - Source: OpenID Connect Core 1.0 §10.1.1 (rotation of asymmetric signing keys).
struct KeyRing: Sendable {
    private var current: [SigningAlgorithm: SigningKey] = [:]
    private var retired: [SigningKey] = []
    /// What the key set endpoint shows.
    var publication = KeySetPublication.all

    /// Starts without a key, or with one that was made before.
    init(first: SigningKey? = nil) {
        if let first { current[first.algorithm] = first }
    }

    /// The key that signs now; made at the first call.
    mutating func signingKey(_ algorithm: SigningAlgorithm, named newKeyID: () -> String) throws -> SigningKey {
        if let key = current[algorithm] { return key }
        let key = try SigningKey(algorithm: algorithm, keyID: newKeyID())
        current[algorithm] = key
        return key
    }

    /// Lets a new key sign from now on.
    mutating func rotate(
        _ algorithm: SigningAlgorithm, keepsOldPublished: Bool, named newKeyID: () -> String
    ) throws {
        if keepsOldPublished {
            retired += current.values
        } else {
            retired = []
        }
        current = [:]
        _ = try signingKey(algorithm, named: newKeyID)
    }

    /// Publishes a key that signs nothing, beside the one that does.
    mutating func publishSecondKey(_ algorithm: SigningAlgorithm, named newKeyID: () -> String) throws {
        retired.append(try SigningKey(algorithm: algorithm, keyID: newKeyID()))
    }

    /// The ids of the keys that sign now.
    var currentKeyIDs: Set<String> { Set(current.values.map(\.keyID)) }

    /// The keys as the key set endpoint shows them, current ones first.
    var published: [SigningKey] {
        switch publication {
        case .all: current.values.sorted { $0.keyID < $1.keyID } + retired
        case .withoutCurrentKey: retired
        case .nothing: []
        }
    }
}
