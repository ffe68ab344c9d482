// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import Yams

/// Reads YAML text into nodes with places; repeated keys are refused.
public enum YAMLReader {
    /// The document in `text`.
    ///
    /// - Throws: `Diagnostic` where the text is not YAML, is empty, or repeats a key.
    public static func read(_ text: String, file: String) throws(Diagnostic) -> Node {
        let start = SourcePlace(file: file, line: 1, column: 1)
        let root: Yams.Node?
        do {
            // Yams resolves nothing here: `yes`, `1` and `2026-01-01` stay text and are typed by the reader.
            root = try Yams.Parser(yaml: text, resolver: .basic).singleRoot()
        } catch let error as YamlError {
            throw diagnostic(for: error, in: file)
        } catch {
            throw Diagnostic(start, "cannot be read as YAML: \(error)")
        }
        guard let root else { throw Diagnostic(start, "the file holds nothing") }
        return try node(root, file: file)
    }

    private static func node(_ node: Yams.Node, file: String) throws(Diagnostic) -> Node {
        let place = SourcePlace(file: file, line: node.mark?.line ?? 1, column: node.mark?.column ?? 1)
        switch node {
        case .scalar(let scalar):
            let isQuoted = scalar.style != .plain && scalar.style != .any
            return .scalar(scalar.string, isQuoted: isQuoted, place: place)
        case .sequence(let sequence):
            var nodes: [Node] = []
            for member in sequence { nodes.append(try self.node(member, file: file)) }
            return .list(nodes, place: place)
        case .mapping(let mapping):
            return .map(try entries(mapping, file: file), place: place)
        case .alias:
            throw Diagnostic(place, "aliases are not part of the language")
        }
    }

    private static func entries(_ mapping: Yams.Node.Mapping, file: String) throws(Diagnostic) -> [Node.Entry] {
        var entries: [Node.Entry] = []
        for (key, value) in mapping {
            let keyNode = try node(key, file: file)
            guard let text = keyNode.scalarText else {
                throw Diagnostic(keyNode.place, "a key must be text, found \(keyNode.kindInWords)")
            }
            entries.append(.init(key: text, keyPlace: keyNode.place, value: try node(value, file: file)))
        }
        return entries
    }

    private static func diagnostic(for error: YamlError, in file: String) -> Diagnostic {
        let start = SourcePlace(file: file, line: 1, column: 1)
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            return Diagnostic(
                SourcePlace(file: file, line: mark.line, column: mark.column), "cannot be read as YAML: \(problem)")
        case .duplicatedKeysInMapping(let duplicates, let context):
            let place = SourcePlace(file: file, line: context.mark.line, column: context.mark.column)
            let keys = duplicates.map { "\"\($0)\"" }.joined(separator: ", ")
            return Diagnostic(place, "the key \(keys) is given more than once")
        default:
            return Diagnostic(start, "cannot be read as YAML: \(error)")
        }
    }
}
