// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

extension JSONPatch {
    /// The document with the patches put in, one after the other; nil where one names a place that is not there.
    public static func apply(_ patches: [JSONPatch], to document: JSONValue) -> JSONValue? {
        patches.reduce(document) { (document: JSONValue?, patch) in document.flatMap { patch.applied(to: $0) } }
    }

    /// The document with this patch put in; nil where it names a place that is not there.
    public func applied(to document: JSONValue) -> JSONValue? {
        applied(to: document, at: JSONPointer.steps(path)[...])
    }

    private func applied(to document: JSONValue, at steps: ArraySlice<String>) -> JSONValue? {
        guard let step = steps.first else { return operation == .remove ? .null : value }
        let rest = steps.dropFirst()
        switch document {
        case .object(var object):
            if rest.isEmpty {
                guard operation == .add || object[step] != nil else { return nil }
                object[step] = operation == .remove ? nil : value
                return .object(object)
            }
            guard let inner = object[step], let patched = applied(to: inner, at: rest) else { return nil }
            object[step] = patched
            return .object(object)
        case .array(let elements): return applied(to: elements, step: step, rest: rest)
        default: return nil
        }
    }

    private func applied(to elements: [JSONValue], step: String, rest: ArraySlice<String>) -> JSONValue? {
        var elements = elements
        guard let position = step == "-" ? elements.count : Int(step), position >= 0 else { return nil }
        if rest.isEmpty, operation == .add {
            guard position <= elements.count, let value else { return nil }
            elements.insert(value, at: position)
            return .array(elements)
        }
        guard position < elements.count else { return nil }
        if rest.isEmpty {
            elements.remove(at: position)
            if let value, operation == .replace { elements.insert(value, at: position) }
        } else {
            guard let patched = applied(to: elements[position], at: rest) else { return nil }
            elements[position] = patched
        }
        return .array(elements)
    }
}
