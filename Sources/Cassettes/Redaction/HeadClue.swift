// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// What of a head tells a secret, or whose it is; most lines of most heads tell neither.
enum HeadClue {
    /// The name of the user.
    case user(String)
    /// A field in which secrets stand.
    case field(SecretField, HeaderField)
    /// The query of the target.
    case query(String)
}

extension SecretFields {
    /// What a request's head tells.
    func clues(in opening: RecordedOpening) -> [HeadClue] {
        var clues: [HeadClue] = []
        if let user = opening.user { clues.append(.user(user)) }
        add(opening.head.headers, to: &clues)
        let target = opening.head.target
        if let mark = RowBuffer.mark(in: target) {
            clues.append(.query(String(target[target.utf8.index(after: mark)...])))
        }
        return clues
    }

    /// What an answer's head tells.
    func clues(in answer: ResponseHead) -> [HeadClue] {
        var clues: [HeadClue] = []
        add(answer.headers, to: &clues)
        return clues
    }

    private func add(_ lines: HeaderList, to clues: inout [HeadClue]) {
        lines.withLines { lines in
            for index in lines.indices {
                if let kind = kind(of: lines[index].name) { clues.append(.field(kind, lines[index])) }
            }
        }
    }
}
