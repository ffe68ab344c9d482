// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// The rules laid out for the hot path: plain values and one array of octets, so that a look-up counts no references.
struct RuleTable: Sendable {
    private struct Entry: Sendable {
        enum Kind { case exactly, under, any }

        var kind: Kind
        var octets: Range<Int>
        var methods: ForwardingRule.Methods
        var route: Route
    }

    private var entries: [Entry] = []
    private var octets: [UInt8] = []

    init(_ rules: [ForwardingRule]) {
        for rule in rules {
            let start = octets.count
            let kind: Entry.Kind
            switch rule.match {
            case .exactly(let text):
                octets += Array(text.utf8)
                kind = .exactly
            case .under(let text):
                octets += Array(text.utf8)
                kind = .under
            case .any: kind = .any
            }
            entries.append(
                Entry(kind: kind, octets: start..<octets.count, methods: rule.methods, route: rule.route))
        }
    }

    /// The route of the first rule that applies.
    func decide(path: UnsafeRawBufferPointer, isReading: Bool, isUpgrade: Bool) -> Route {
        octets.withUnsafeBytes { known in
            for entry in entries where Self.allows(entry.methods, isReading: isReading, isUpgrade: isUpgrade) {
                if Self.matches(entry, path, known) { return entry.route }
            }
            return .deny
        }
    }

    private static func allows(_ methods: ForwardingRule.Methods, isReading: Bool, isUpgrade: Bool) -> Bool {
        switch methods {
        case .all: !isUpgrade
        case .reading: isReading && !isUpgrade
        case .upgrade: isUpgrade
        }
    }

    private static func matches(
        _ entry: Entry, _ path: UnsafeRawBufferPointer, _ known: UnsafeRawBufferPointer
    ) -> Bool {
        let length = entry.octets.count
        switch entry.kind {
        case .any: return true
        case .exactly where path.count != length: return false
        case .under where path.count > length && path[length] != UInt8(ascii: "/"): return false
        case .exactly, .under: break
        }
        guard path.count >= length else { return false }
        for index in 0..<length where path[index] != known[entry.octets.lowerBound + index] { return false }
        return true
    }
}
