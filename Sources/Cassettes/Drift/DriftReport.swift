// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// What a comparison found, request by request.
public struct DriftReport: Sendable {
    /// All exchanges of one request, such as `GET /api/v1/items`.
    public struct Case: Sendable {
        /// The request.
        public var request: String
        /// How many exchanges of it were compared.
        public var exchanges = 0
        /// What was found, each with the number of exchanges that show it.
        public var findings: [(finding: DriftFinding, times: Int)] = []

        /// The worst of the findings, nil where there is none.
        public var worst: DriftSeverity? { findings.map(\.finding.severity).max() }
    }

    /// What was recorded, by name.
    public let recorded: String
    /// What it was held against, by name.
    public let now: String
    /// The requests in the order in which they were first compared.
    public private(set) var cases: [Case] = []
    private var places: [String: Int] = [:]

    /// Begins a report in which nothing was compared yet.
    public init(recorded: String, now: String) {
        self.recorded = recorded
        self.now = now
    }

    /// Adds one exchange of a request, and what was found of it.
    public mutating func add(_ request: String, _ findings: [DriftFinding]) {
        let place = places[request] ?? cases.count
        if place == cases.count { cases.append(Case(request: request)) }
        places[request] = place
        cases[place].exchanges += 1
        for finding in findings {
            if let index = cases[place].findings.firstIndex(where: { $0.finding == finding }) {
                cases[place].findings[index].times += 1
            } else {
                cases[place].findings.append((finding, 1))
            }
        }
    }

    /// How many findings of that severity there are, each counted once.
    public func count(_ severity: DriftSeverity) -> Int {
        cases.reduce(0) { $0 + $1.findings.count { $0.finding.severity == severity } }
    }

    /// The findings a line each, the counts last.
    public var text: String {
        let lines = cases.flatMap { entry in
            entry.findings.map { "\($0.finding)\($0.times > 1 ? " (\($0.times) times)" : "")\n" }
        }
        return lines.joined() + summary + "\n"
    }

    /// The counts in one line.
    public var summary: String {
        let counts = DriftSeverity.allCases.sorted(by: >).map { "\(count($0)) \($0.rawValue)" }
        return "\(recorded) and \(now): \(counts.joined(separator: ", "))"
    }
}
