// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// One switch as people and programs name it: scenario files, the command, and the control port.
///
/// - Shape: `on` and `off` (or `true`, `false`), a whole number, one of a few words, or any text.
public struct TenantSwitch: Sendable {
    /// The number of the unknown that it decides, as in `U17`; nil where the matter is known and only its measure is set.
    public let unknown: Int?
    /// The name.
    public let name: String
    /// The values that it takes, for people.
    public let values: String
    /// What it does, in a sentence.
    public let summary: String
    let apply: @Sendable (inout TenantSwitches, String) -> Bool
    let read: @Sendable (TenantSwitches) -> String

    /// The value that the contract takes for the likeliest.
    public var standard: String { read(TenantSwitches()) }

    /// The value in a set of switches, in the words in which it is set.
    public func value(in switches: TenantSwitches) -> String { read(switches) }

    init(
        _ name: String, _ unknown: Int?, values: String, _ summary: String,
        apply: @escaping @Sendable (inout TenantSwitches, String) -> Bool,
        read: @escaping @Sendable (TenantSwitches) -> String
    ) {
        self.unknown = unknown
        self.name = name
        self.values = values
        self.summary = summary
        self.apply = apply
        self.read = read
    }
}

extension TenantSwitch {
    /// A switch that is on or off.
    static func flag(
        _ name: String, _ unknown: Int? = nil, _ path: any WritableKeyPath<TenantSwitches, Bool> & Sendable,
        _ summary: String
    ) -> TenantSwitch {
        TenantSwitch(name, unknown, values: "on | off", summary) { switches, text in
            guard let value = ["true": true, "on": true, "false": false, "off": false][text] else { return false }
            switches[keyPath: path] = value
            return true
        } read: {
            $0[keyPath: path] ? "on" : "off"
        }
    }

    /// A whole number from 0 on.
    static func number<Number: FixedWidthInteger & SendableMetatype>(
        _ name: String, _ unknown: Int? = nil, _ path: any WritableKeyPath<TenantSwitches, Number> & Sendable,
        _ values: String, _ summary: String
    ) -> TenantSwitch {
        TenantSwitch(name, unknown, values: values, summary) { switches, text in
            guard let value = Number(text), value >= 0 else { return false }
            switches[keyPath: path] = value
            return true
        } read: {
            String($0[keyPath: path])
        }
    }

    /// One of a few words.
    static func choice<Choice: RawRepresentable<String> & CaseIterable & SendableMetatype>(
        _ name: String, _ unknown: Int? = nil, _ path: any WritableKeyPath<TenantSwitches, Choice> & Sendable,
        _ summary: String
    ) -> TenantSwitch {
        let values = Choice.allCases.map(\.rawValue).joined(separator: " | ")
        return TenantSwitch(name, unknown, values: values, summary) { switches, text in
            guard let value = Choice(rawValue: text) else { return false }
            switches[keyPath: path] = value
            return true
        } read: {
            $0[keyPath: path].rawValue
        }
    }

    /// Any text; nothing at all stands for the default.
    static func text(
        _ name: String, _ unknown: Int? = nil, _ path: any WritableKeyPath<TenantSwitches, String?> & Sendable,
        _ values: String, _ summary: String
    ) -> TenantSwitch {
        TenantSwitch(name, unknown, values: values, summary) { switches, text in
            switches[keyPath: path] = text.isEmpty ? nil : text
            return true
        } read: {
            $0[keyPath: path] ?? ""
        }
    }
}
