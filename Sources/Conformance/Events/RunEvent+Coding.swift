// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

extension RunEvent: Codable {
    private enum Key: CodingKey {
        case event
    }

    /// The words of `event`.
    enum Name: String, CaseIterable, Codable {
        case runStarted = "run-started"
        case requirement
        case scenarioPlanned = "scenario-planned"
        case scenarioStarted = "scenario-started"
        case stepStarted = "step-started"
        case stepEnded = "step-ended"
        case check
        case message
        case scenarioEnded = "scenario-ended"
        case saboteurJudged = "saboteur-judged"
        case runEnded = "run-ended"
    }

    /// Reads an event; one with an unknown name is an error.
    public init(from decoder: any Decoder) throws {
        let name = try decoder.container(keyedBy: Key.self).decode(Name.self, forKey: .event)
        switch name {
        case .runStarted: self = .runStarted(try RunStart(from: decoder))
        case .requirement: self = .requirement(try RequirementRecord(from: decoder))
        case .scenarioPlanned: self = .scenarioPlanned(try ScenarioPlan(from: decoder))
        case .scenarioStarted: self = .scenarioStarted(try ScenarioMoment(from: decoder))
        case .stepStarted: self = .stepStarted(try StepMoment(from: decoder))
        case .stepEnded: self = .stepEnded(try StepMoment(from: decoder))
        case .check: self = .check(try CheckMoment(from: decoder))
        case .message: self = .message(try MessageMoment(from: decoder))
        case .scenarioEnded: self = .scenarioEnded(try ScenarioVerdict(from: decoder))
        case .saboteurJudged: self = .saboteurJudged(try SaboteurRecord(from: decoder))
        case .runEnded: self = .runEnded(try RunEnd(from: decoder))
        }
    }

    /// Writes the members of the event, and its name beside them.
    public func encode(to encoder: any Encoder) throws {
        let (name, members) = parts
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(name, forKey: .event)
        try members.encode(to: encoder)
    }

    private var parts: (name: Name, members: any Encodable) {
        switch self {
        case .runStarted(let members): (.runStarted, members)
        case .requirement(let members): (.requirement, members)
        case .scenarioPlanned(let members): (.scenarioPlanned, members)
        case .scenarioStarted(let members): (.scenarioStarted, members)
        case .stepStarted(let members): (.stepStarted, members)
        case .stepEnded(let members): (.stepEnded, members)
        case .check(let members): (.check, members)
        case .message(let members): (.message, members)
        case .scenarioEnded(let members): (.scenarioEnded, members)
        case .saboteurJudged(let members): (.saboteurJudged, members)
        case .runEnded(let members): (.runEnded, members)
        }
    }

    /// The event as one line of the log, with its line end.
    ///
    /// - Throws: `ConformanceError` with `.unwritableReport`.
    public func line() throws(ConformanceError) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
        } catch {
            throw ConformanceError(.unwritableReport, "an event could not be written: \(error)")
        }
    }

    /// The event in a line of the log; nil if it is of a kind that this version does not know.
    ///
    /// - Throws: `ConformanceError` with `.unreadableReport` if the line is no event.
    public static func read(_ line: Substring, number: Int) throws(ConformanceError) -> RunEvent? {
        struct Named: Decodable {
            let event: String
        }
        let data = Data(line.utf8)
        let decoder = JSONDecoder()
        do {
            let name = try decoder.decode(Named.self, from: data).event
            return Name(rawValue: name) == nil ? nil : try decoder.decode(RunEvent.self, from: data)
        } catch {
            throw ConformanceError(.unreadableReport, "line \(number) is no event of a run")
        }
    }
}
