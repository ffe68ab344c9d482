// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Synchronization
import Wire

/// Every secret that this provider issued or was shown, with the user it belongs to.
///
/// - Shape: a value is listed once; it gets its owner as soon as one is known, because `state` and `nonce` arrive
///   before anybody has signed in.
final class CanaryLedger: Sendable {
    private struct Entry {
        let kind: Canary.Kind
        let value: String
        var owner: String?
    }

    private let entries = Mutex<(list: [Entry], places: [String: Int])>(([], [:]))

    /// Remembers a secret.
    func note(_ kind: Canary.Kind, _ value: String?, owner: String?) {
        guard let value, !value.isEmpty else { return }
        entries.withLock { entries in
            if let place = entries.places[value] {
                if entries.list[place].owner == nil { entries.list[place].owner = owner }
                return
            }
            entries.places[value] = entries.list.count
            entries.list.append(Entry(kind: kind, value: value, owner: owner))
        }
    }

    /// The secrets as canaries: `ana.state`, `ana.state.2`, … in the order of their arrival.
    var canaries: [Canary] {
        var counts: [String: Int] = [:]
        return entries.withLock { $0.list }.map { entry in
            let owner = entry.owner ?? Self.nobody
            let base = "\(owner).\(Self.words(entry.kind.rawValue))"
            let count = (counts[base] ?? 0) + 1
            counts[base] = count
            return Canary(
                kind: entry.kind, owner: owner, name: count == 1 ? base : "\(base).\(count)", value: entry.value)
        }
    }

    /// The owner of what was seen from a browser in which nobody signed in.
    static let nobody = "nobody"

    /// `authorizationCode` as `authorization-code`.
    private static func words(_ name: String) -> String {
        var words = ""
        for character in name {
            if character.isUppercase { words += "-" }
            words += character.lowercased()
        }
        return words
    }
}
