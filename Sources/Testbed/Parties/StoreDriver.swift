// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import GRDB
import ScenarioRunner

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The proxy's SQLite session store, seen from outside: its files, and faults put into it.
struct SQLiteStoreDriver: StageStore {
    let path: String
    /// The switchboard of a store that we wrapped; nil where the proxy is another process.
    let faults: StoreFaults?
    private let file: SQLiteFileFaults

    init(path: String, faults: StoreFaults?) {
        self.path = path
        self.faults = faults
        file = SQLiteFileFaults(path: path)
    }

    func dump() async throws -> [StageRecord] {
        ["", "-wal", "-journal"].compactMap { suffix in
            readFile(path + suffix).map { StageRecord(name: "session store\(suffix)", bytes: $0) }
        }
    }

    func sessionCount() async throws -> Int {
        try read { database in
            let tables = try String.fetchAll(
                database,
                sql: """
                    SELECT name FROM sqlite_schema WHERE type = 'table'
                    AND name NOT LIKE 'grdb%' AND name NOT LIKE 'sqlite%'
                    """)
            return try tables.reduce(0) { sum, table in
                sum + (try Int.fetchOne(database, sql: "SELECT count(*) FROM \(table.quotedDatabaseIdentifier)") ?? 0)
            }
        }
    }

    func setFault(_ name: String, parameters: [String: StageFaultParameter]) async throws {
        guard let fault = StoreFaults.Fault(name: name, parameters: parameters) else {
            throw StageProblem(.unsupported, "the SQLite store has no fault \"\(name)\"")
        }
        if let faults { faults.set(fault) } else { try await file.set(fault) }
    }

    func heal() async throws {
        faults?.set(nil)
        try await file.heal()
    }

    func integrityProblem() async throws -> String? {
        let answer = try read { try String.fetchAll($0, sql: "PRAGMA integrity_check") }
        return answer == ["ok"] ? nil : answer.joined(separator: "; ")
    }

    private func read<T>(_ work: (Database) throws -> T) throws -> T {
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(5)
        do {
            return try DatabaseQueue(path: path, configuration: configuration).read(work)
        } catch {
            throw StageProblem(.harness, "the session store could not be read: \(error)")
        }
    }
}

/// The whole file, or nil if there is none.
func readFile(_ path: String) -> [UInt8]? {
    guard let file = fopen(path, "rb") else { return nil }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 65_536)
    while true {
        let count = fread(&block, 1, block.count, file)
        if count == 0 { return bytes }
        bytes.append(contentsOf: block[..<count])
    }
}

/// A store that nobody can look into.
struct OpaqueStoreDriver: StageStore {
    func dump() async throws -> [StageRecord] { [] }
    func sessionCount() async throws -> Int { throw hidden }
    func setFault(_ name: String, parameters: [String: StageFaultParameter]) async throws { throw hidden }
    func heal() async throws {}
    func integrityProblem() async throws -> String? { throw hidden }

    private var hidden: StageProblem { StageProblem(.unsupported, "the store of this target cannot be seen") }
}
