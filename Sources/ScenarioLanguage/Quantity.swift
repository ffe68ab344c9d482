// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// A number of bytes or pieces: written out, or as the target declares it, with a little more or less.
///
///     64 KiB      <limits.body>      <limits.body> + 1      <limits.sockets> - 1
public struct Quantity: Sendable, Hashable {
    /// The declared limit it starts from; nil where it is written out.
    public let limit: String?
    /// What is added to the limit, or the whole number where there is none.
    public let amount: Int

    /// A number as it stands.
    public init(_ amount: Int) {
        limit = nil
        self.amount = amount
    }

    /// Reads one.
    ///
    /// - Throws: `Diagnostic` for what is neither a size nor starts with a limit.
    public init(_ node: Node) throws(Diagnostic) {
        let words = (node.scalarText ?? "").split(separator: " ").map(String.init)
        let template = Template(words.first ?? "", place: node.place)
        guard case .variable(let variable)? = template.parts.first, variable.scope == "limits" else {
            limit = nil
            amount = try node.size()
            return
        }
        limit = variable.name
        let sign = ["+": 1, "-": -1]
        switch words.count {
        case 1 where template.parts.count == 1: amount = 0
        case 3 where template.parts.count == 1 && sign[words[1]] != nil && Int(words[2]) != nil:
            amount = (sign[words[1]] ?? 1) * (Int(words[2]) ?? 0)
        default:
            throw Diagnostic(node.place, "expected a limit such as \"\(variable)\" or \"\(variable) + 1\"")
        }
    }

    /// The number, given what the target declares; nil where it declares no such limit.
    public func value(_ limits: [String: Int]) -> Int? {
        guard let limit else { return amount }
        return limits[limit].map { max(0, $0 + amount) }
    }
}
