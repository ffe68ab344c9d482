// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// What is selected in each field, and the way there and back.
///
/// - Source: qlik.dev, "Field": toggling adds or takes away, a locked field refuses, `Back` and `Forward` step.
struct Selections: Sendable {
    struct Choice: Sendable, Hashable {
        var elements: Set<Int>
        var isLocked = false
    }

    /// The fields that have a selection, by position.
    private(set) var choices: [Int: Choice] = [:]
    private var past: [[Int: Choice]] = []
    private var future: [[Int: Choice]] = []

    var backCount: Int { past.count }
    var forwardCount: Int { future.count }

    /// Selects in one field; false where it is locked.
    mutating func select(_ elements: Set<Int>, in field: Int, toggle: Bool) -> Bool {
        guard choices[field]?.isLocked != true else { return false }
        let old = choices[field]?.elements ?? []
        let new = toggle ? old.symmetricDifference(elements) : elements
        var next = choices
        next[field] = new.isEmpty ? nil : Choice(elements: new)
        move(to: next)
        return true
    }

    /// Clears every field that is not locked, or locked ones too; `kept` stays as it is.
    mutating func clear(lockedAlso: Bool = false, except kept: Int? = nil) {
        move(to: choices.filter { $0.key == kept || ($0.value.isLocked && !lockedAlso) })
    }

    /// Puts selections in the place of all that are there.
    mutating func replace(with elements: [Int: Set<Int>]) {
        move(to: elements.filter { !$0.value.isEmpty }.mapValues { Choice(elements: $0) })
    }

    /// Locks or unlocks a field; false where nothing is selected in it.
    mutating func setLock(_ isLocked: Bool, of field: Int) -> Bool {
        guard choices[field] != nil else { return false }
        choices[field]?.isLocked = isLocked
        return true
    }

    mutating func setLockOfAll(_ isLocked: Bool) {
        for field in choices.keys { choices[field]?.isLocked = isLocked }
    }

    mutating func back() -> Bool { step(from: \.past, to: \.future) }
    mutating func forward() -> Bool { step(from: \.future, to: \.past) }

    private mutating func move(to next: [Int: Choice]) {
        guard next != choices else { return }
        past.append(choices)
        future = []
        choices = next
    }

    private mutating func step(
        from source: WritableKeyPath<Selections, [[Int: Choice]]>,
        to target: WritableKeyPath<Selections, [[Int: Choice]]>
    ) -> Bool {
        guard let next = self[keyPath: source].popLast() else { return false }
        self[keyPath: target].append(choices)
        choices = next
        return true
    }
}
