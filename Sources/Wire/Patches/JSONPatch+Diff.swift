// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

extension JSONPatch {
    /// The patches that turn one value into another; none where they are equal.
    ///
    /// - Shape: members and elements are compared place by place; where two values are of different kinds, or an
    ///   object cannot be addressed safely, the value is replaced whole.
    public static func difference(from old: JSONValue, to new: JSONValue) -> [JSONPatch] {
        var patches: [JSONPatch] = []
        collect(from: old, to: new, at: "", into: &patches)
        return patches
    }

    private static func collect(
        from old: JSONValue, to new: JSONValue, at path: String, into patches: inout [JSONPatch]
    ) {
        if old == new { return }
        switch (old, new) {
        case (.object(let old), .object(let new)) where isAddressable(old) && isAddressable(new):
            for member in old where new[member.name] == nil {
                patches.append(JSONPatch(.remove, "\(path)/\(JSONPointer.escaped(member.name))"))
            }
            for member in new {
                let place = "\(path)/\(JSONPointer.escaped(member.name))"
                if let before = old[member.name] {
                    collect(from: before, to: member.value, at: place, into: &patches)
                } else {
                    patches.append(JSONPatch(.add, place, member.value))
                }
            }
        case (.array(let old), .array(let new)):
            for (index, pair) in zip(old, new).enumerated() {
                collect(from: pair.0, to: pair.1, at: "\(path)/\(index)", into: &patches)
            }
            for index in old.indices.dropFirst(new.count).reversed() {
                patches.append(JSONPatch(.remove, "\(path)/\(index)"))
            }
            for element in new.dropFirst(old.count) { patches.append(JSONPatch(.add, "\(path)/-", element)) }
        default:
            patches.append(path.isEmpty ? .whole(new) : JSONPatch(.replace, path, new))
        }
    }

    /// Names that are empty or repeated have no pointer of their own that every client understands.
    private static func isAddressable(_ object: JSONObject) -> Bool {
        let names = object.names
        return !names.contains("") && Set(names).count == names.count
    }
}
