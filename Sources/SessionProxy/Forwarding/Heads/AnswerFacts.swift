// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// What one pass over the fields of a tenant's answer found.
struct AnswerFacts {
    private(set) var kinds: [ResponseField] = []
    private(set) var contentType = -1
    private(set) var contentLength = -1
    private(set) var contentEncoding = -1
    private(set) var location = -1
    private(set) var cookies = 0
    private(set) var socketAccept = -1
    private(set) var socketProtocol = -1
    private(set) var socketExtensions = -1
    /// What the answer says about caches.
    private(set) var cache = CacheControl()

    /// Reads the fields that a scanner found in `head`.
    mutating func gather(_ head: UnsafeRawBufferPointer, _ fields: [FieldSpan]) {
        // Moved out, so that no second holder makes the array allocate anew.
        var kinds: [ResponseField] = []
        swap(&kinds, &self.kinds)
        kinds.removeAll(keepingCapacity: true)
        self = AnswerFacts()
        var hasConnection = false
        for index in fields.indices {
            let kind = ResponseField.of(fields[index].name(in: head))
            kinds.append(kind)
            if kind == .connection, !fields[index].value(in: head).namesNoField { hasConnection = true }
            if kind != .keep, kind != .drop { note(kind, index, fields[index], head) }
        }
        self.kinds = kinds
        if hasConnection { dropNamed(head, fields) }
    }

    private mutating func note(_ kind: ResponseField, _ index: Int, _ span: FieldSpan, _ head: UnsafeRawBufferPointer) {
        switch kind {
        case .contentType: contentType = index
        case .contentLength: contentLength = index
        case .contentEncoding: contentEncoding = index
        case .location where span.nameEnd - span.nameStart == 8: location = index
        case .setCookie: cookies += 1
        case .socketAccept: socketAccept = index
        case .socketProtocol: socketProtocol = index
        case .socketExtensions: socketExtensions = index
        case .cacheControl: cache.note(span.value(in: head))
        default: break
        }
    }

    /// Drops what `Connection` names, but for what is consumed or written anew (HOP-01).
    private mutating func dropNamed(_ head: UnsafeRawBufferPointer, _ fields: [FieldSpan]) {
        for index in kinds.indices where kinds[index] == .connection {
            fields[index].value(in: head).eachToken { token in
                for other in kinds.indices where kinds[other] == .keep {
                    if token.equalsIgnoringCase(fields[other].name(in: head)) { kinds[other] = .drop }
                }
            }
        }
    }
}
