// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// The members of a JSON object in the order in which they were written.
public struct JSONObject: Sendable, Hashable, RandomAccessCollection, ExpressibleByDictionaryLiteral {
    /// One name and its value.
    public struct Member: Sendable, Hashable {
        /// The name.
        public var name: String
        /// The value.
        public var value: JSONValue

        /// Makes a member.
        public init(name: String, value: JSONValue) {
            self.name = name
            self.value = value
        }
    }

    private var members: [Member]

    /// Makes an object of the given members.
    public init(_ members: [Member] = []) { self.members = members }

    /// Makes an object of the given names and values.
    public init(_ pairs: [(String, JSONValue)]) { members = pairs.map { Member(name: $0.0, value: $0.1) } }

    /// Makes an object of the literal's entries, in their order.
    public init(dictionaryLiteral elements: (String, JSONValue)...) { self.init(elements) }

    /// The position of the first member.
    public var startIndex: Int { members.startIndex }
    /// The position after the last member.
    public var endIndex: Int { members.endIndex }
    /// The member at a position.
    public subscript(position: Int) -> Member { members[position] }

    /// The names in their order.
    public var names: [String] { members.map(\.name) }

    /// The value of a name; of a repeated name the last one; setting nil removes all of that name.
    public subscript(name: String) -> JSONValue? {
        get { members.last { $0.name == name }?.value }
        set {
            guard let newValue else { return members.removeAll { $0.name == name } }
            if let index = members.lastIndex(where: { $0.name == name }) {
                members[index].value = newValue
            } else {
                members.append(Member(name: name, value: newValue))
            }
        }
    }
}
