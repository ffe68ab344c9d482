// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// A pattern over a path: `*` stands for any letters within one segment, `**` for any letters at all.
struct Glob: Sendable, Hashable {
    private enum Piece: Sendable, Hashable {
        case letter(Unicode.Scalar)
        case withinSegment
        case anything
    }

    /// The pattern as it was written.
    let pattern: String
    private let pieces: [Piece]

    /// Reads a pattern; every text is one.
    init(_ pattern: String) {
        self.pattern = pattern
        var pieces: [Piece] = []
        for scalar in pattern.unicodeScalars {
            if scalar != "*" {
                pieces.append(.letter(scalar))
            } else if pieces.last == .withinSegment {
                pieces[pieces.count - 1] = .anything
            } else if pieces.last != .anything {
                pieces.append(.withinSegment)
            }
        }
        self.pieces = pieces
    }

    /// True if the pattern fits all of `text`.
    func matches(_ text: String) -> Bool {
        // The set of positions in the pattern that the text read so far can have reached.
        var reached = closure(of: [0])
        for scalar in text.unicodeScalars {
            var next: Set<Int> = []
            for position in reached where position < pieces.count {
                switch pieces[position] {
                case .letter(let letter): if letter == scalar { next.insert(position + 1) }
                case .withinSegment: if scalar != "/" { next.insert(position) }
                case .anything: next.insert(position)
                }
            }
            reached = closure(of: next)
        }
        return reached.contains(pieces.count)
    }

    /// `positions` and those behind wildcards, which may stand for nothing.
    private func closure(of positions: Set<Int>) -> Set<Int> {
        var all = positions
        for position in positions {
            var next = position
            while next < pieces.count, pieces[next] == .withinSegment || pieces[next] == .anything {
                next += 1
                all.insert(next)
            }
        }
        return all
    }
}
