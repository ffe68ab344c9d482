// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Foundation
import Testing

/// How much is tried, and from which seed on: a little, always the same, unless `ci/fuzz` says otherwise.
struct FuzzPlan: Sendable {
    /// Where the random numbers begin (`TENANTLESS_FUZZ_SEED`).
    let seed: UInt64
    /// For how long to go on (`TENANTLESS_FUZZ_SECONDS`); nil: for a few batches.
    let seconds: Int?
    /// A folder that gets each batch before it is sent (`TENANTLESS_FUZZ_FOLDER`), for the case that the process dies of it.
    let folder: String?

    static let current: FuzzPlan = {
        let variables = ProcessInfo.processInfo.environment
        return FuzzPlan(
            seed: variables["TENANTLESS_FUZZ_SEED"].flatMap { UInt64($0) } ?? 1,
            seconds: variables["TENANTLESS_FUZZ_SECONDS"].flatMap { Int($0) },
            folder: variables["TENANTLESS_FUZZ_FOLDER"])
    }()

    private static let batch = 16
    private static let batches = 12

    /// Sends batches of inputs until the time is up; what comes of each is judged, and a bystander after each batch.
    func play<Side: FuzzSide>(_ name: String, _ side: Side) async throws {
        let began = ContinuousClock.now
        var played: UInt64 = 0
        var findings = 0
        while findings < 10, goesOn(played, since: began) {
            let inputs = (0..<UInt64(Self.batch)).map { number in
                var mutator = mutator(played + number)
                return side.input(&mutator)
            }
            try keep(inputs, name)
            findings += await judge(inputs, of: side, first: played)
            if let wrong = await side.bystander() {
                findings += 1
                Issue.record("\(name), seed \(seed), after \(played + UInt64(Self.batch)) inputs: \(wrong)")
            }
            played += UInt64(Self.batch)
        }
        if seconds != nil { print("fuzzed the \(name) side: \(played) inputs, seed \(seed), \(findings) findings") }
    }

    private func mutator(_ number: UInt64) -> Mutator { Mutator(seed: seed &* 0x1_0000_0001 &+ number) }

    private func goesOn(_ played: UInt64, since began: ContinuousClock.Instant) -> Bool {
        guard let seconds else { return played < UInt64(Self.batch * Self.batches) }
        return ContinuousClock.now - began < .seconds(seconds)
    }

    private func judge<Side: FuzzSide>(_ inputs: [FuzzInput], of side: Side, first: UInt64) async -> Int {
        await withTaskGroup(of: (Int, String?).self) { group in
            for (index, input) in inputs.enumerated() { group.addTask { (index, await side.play(input)) } }
            var findings = 0
            for await (index, wrong) in group {
                guard let wrong else { continue }
                findings += 1
                Issue.record("seed \(seed), input \(first + UInt64(index)): \(wrong)\n\(inputs[index])")
            }
            return findings
        }
    }

    private func keep(_ inputs: [FuzzInput], _ name: String) throws {
        guard let folder else { return }
        let text = inputs.map(\.description).joined(separator: "\n")
        try Data((text + "\n").utf8).write(to: URL(fileURLWithPath: "\(folder)/\(name)"))
    }
}

/// What is sent for one user: the octets, in the pieces in which they are written.
struct FuzzInput: Sendable, CustomStringConvertible {
    var user: String
    var pieces: [[UInt8]]

    /// The user, and the pieces in base64: as it is kept as a vector.
    var description: String {
        let pieces = pieces.map { "\"\(Data($0).base64EncodedString())\"" }
        return "(\"\(user)\", [\(pieces.joined(separator: ", "))])"
    }
}

/// One side from which the forwarding path is fed.
protocol FuzzSide: Sendable {
    /// Makes an input.
    func input(_ mutator: inout Mutator) -> FuzzInput

    /// Plays an input; says what was wrong, if anything was.
    func play(_ input: FuzzInput) async -> String?

    /// Whether a clean request of somebody else is answered as it should be; says what was wrong.
    func bystander() async -> String?
}
