// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// Several runs beside each other: what each says of every requirement.
public struct RunMatrix: Sendable {
    /// A requirement with the verdict of each run.
    struct Row: Sendable {
        let requirement: RequirementRecord
        /// One per run, `untested` where its catalogue does not have the requirement.
        let verdicts: [String]

        /// True if runs that have tested it do not agree.
        var differs: Bool { Set(verdicts.filter { $0 != RequirementCount.untested }).count > 1 }
    }

    /// The runs in the order given.
    let records: [RunRecord]
    /// The runs' names: the target, and the seed where two runs have one target.
    let names: [String]
    /// One row per requirement, in the order of the catalogues.
    let rows: [Row]

    /// Makes a matrix of runs.
    public init(_ records: [RunRecord]) {
        self.records = records
        let targets = records.map(\.start.target)
        names = records.map { record in
            let isAlone = targets.count { $0 == record.start.target } == 1
            return isAlone ? record.start.target : "\(record.start.target), seed \(record.start.seed)"
        }
        var requirements: [RequirementRecord] = []
        var known: Set<String> = []
        for requirement in records.flatMap(\.requirements) where known.insert(requirement.id).inserted {
            requirements.append(requirement)
        }
        let verdicts = records.map { record in
            Dictionary(record.requirements.map { ($0.id, $0.verdict) }) { first, _ in first }
        }
        rows = requirements.map { requirement in
            Row(
                requirement: requirement,
                verdicts: verdicts.map { $0[requirement.id] ?? RequirementCount.untested })
        }
    }

    /// The matrix as one page, with what went wrong in each run below it.
    public func html() -> String { MatrixPage(self).text() }

    /// The matrix as a table for a comment: the requirements that some run does not meet, and counts for the rest.
    public func markdown() -> String {
        let columns = names.map { $0.inCell }.joined(separator: " | ")
        var text = "| Requirement | Level | \(columns) |\n|---|---|\(records.map { _ in "---|" }.joined())\n"
        let notable = rows.filter { row in
            row.differs || row.verdicts.contains { !["passed", RequirementCount.untested].contains($0) }
        }
        for row in notable {
            let verdicts = row.verdicts.joined(separator: " | ")
            text +=
                "| \(row.requirement.id): \(row.requirement.statement.inCell) | \(row.requirement.level) | \(verdicts) |\n"
        }
        let met = names.indices.map { column in "\(rows.count { $0.verdicts[column] == "passed" }) passed" }
        return text + "| all \(rows.count) | | \(met.joined(separator: " | ")) |\n"
    }
}
