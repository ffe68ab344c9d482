// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// Finds the known word that a misspelt one was probably meant to be.
public enum Suggestion {
    /// The known word with the smallest edit distance, if that is small enough to be a slip.
    ///
    /// - Units: at most a third of the longer word's letters may differ, and always one.
    public static func nearest(to word: String, among known: [String]) -> String? {
        var best: (word: String, distance: Int)?
        for candidate in known where candidate != word {
            let distance = distance(Array(word.lowercased().unicodeScalars), Array(candidate.unicodeScalars))
            let longest = max(word.unicodeScalars.count, candidate.unicodeScalars.count)
            guard distance <= max(1, (longest + 1) / 3) else { continue }
            if distance < best?.distance ?? .max { best = (candidate, distance) }
        }
        return best?.word
    }

    /// Optimal string alignment distance: insertions, deletions, substitutions and swaps of neighbours.
    static func distance(_ one: [Unicode.Scalar], _ other: [Unicode.Scalar]) -> Int {
        var beforeLast = [Int](repeating: 0, count: other.count + 1)
        var last = Array(0...other.count)
        for i in one.indices {
            var row = [i + 1]
            for j in other.indices {
                let cost = one[i] == other[j] ? 0 : 1
                var least = min(last[j + 1] + 1, row[j] + 1, last[j] + cost)
                if i > 0, j > 0, one[i] == other[j - 1], one[i - 1] == other[j] {
                    least = min(least, beforeLast[j - 1] + 1)
                }
                row.append(least)
            }
            beforeLast = last
            last = row
        }
        return last[other.count]
    }
}
