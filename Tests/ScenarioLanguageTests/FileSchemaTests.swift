// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Testing
import Wire

@testable import ScenarioLanguage

@Suite struct FileSchemaTests {
    private let grammar = Grammar(
        verbs: [
            VerbSignature(name: "gets", subjects: [.user], isAssertion: false),
            VerbSignature(name: "received", subjects: [.tenant, .user], isAssertion: true),
        ], settings: ["idp"])

    @Test func everyKeyOfTheParsersIsThereWithItsNote() throws {
        let parsers: [(FileSchema, [String])] = [
            (.scenario, ScenarioParser.keys), (.requirements, RequirementParser.fileKeys), (.target, TargetParser.keys),
        ]
        for (schema, keys) in parsers {
            let json = schema.json(grammar)
            #expect(json["properties"]?.objectValue?.names == keys)
            #expect(json["additionalProperties"] == .bool(false))
        }
        let nested =
            RequirementParser.keys + UserParser.keys + StepParser.groupKeys + TargetParser.startKeys
            + TargetParser.deploymentKeys
            + TargetParser.routeKeys + TargetParser.lifetimeKeys
        for key in parsers.flatMap(\.1) + nested { #expect(FileSchema.notes[key] != nil, "\(key)") }
    }

    @Test func noNoteIsOfAKeyThatIsGone() {
        let keys =
            ScenarioParser.keys + RequirementParser.fileKeys + RequirementParser.keys + TargetParser.keys
            + UserParser.keys + StepParser.groupKeys + TargetParser.startKeys + TargetParser.deploymentKeys
            + TargetParser.routeKeys
            + TargetParser.lifetimeKeys
        #expect(Set(FileSchema.notes.keys).subtracting(keys) == [])
    }

    @Test func aStepIsASubjectWithOneOfItsVerbs() throws {
        let json = FileSchema.scenario.json(grammar)
        let patterns = try #require(json["$defs"]?["step"]?["anyOf"]?[1]?["patternProperties"]?.objectValue)
        let pattern = try Regex(try #require(patterns.names.first))
        for sentence in ["ana gets", "ana/2 received", "everyone gets", "tenant received"] {
            #expect(sentence.wholeMatch(of: pattern) != nil, "\(sentence)")
        }
        for sentence in ["ana fetches", "Ana gets", "gets", "ana gets /"] {
            #expect(sentence.wholeMatch(of: pattern) == nil, "\(sentence)")
        }
    }

    @Test func whatMustBeThereIsRequired() {
        #expect(
            FileSchema.scenario.json(grammar)["required"]
                == .array([.string("scenario"), .string("id"), .string("steps")]))
        #expect(FileSchema.target.json(grammar)["required"] == .array([.string("target"), .string("start")]))
    }
}
