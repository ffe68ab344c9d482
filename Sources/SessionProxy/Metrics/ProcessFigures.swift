// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// What the system says of this process; what it does not say is left out.
struct ProcessFigures: Sendable {
    /// Bytes of memory in use.
    var residentMemory: Int?
    /// Seconds of processor time used.
    var processorTime: Double?

    /// Asks the system.
    ///
    /// - Source: proc_pid_status(5), `VmRSS`; proc_pid_stat(5), fields 14 and 15, in ticks of which Linux shows 100 per
    ///   second on every architecture.
    static func read() -> ProcessFigures {
        ProcessFigures(
            residentMemory: TextFile.read("/proc/self/status").flatMap(residentMemory),
            processorTime: TextFile.read("/proc/self/stat").flatMap(processorTime))
    }

    static func residentMemory(in status: String) -> Int? {
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
        return line?.split { $0 == " " || $0 == "\t" }.dropFirst().first.flatMap { Int($0) }.map { $0 * 1024 }
    }

    static func processorTime(in stat: String) -> Double? {
        // The second field is a name in parentheses, in which anything may stand.
        guard let end = stat.lastIndex(of: ")") else { return nil }
        let fields = stat[end...].split(separator: " ")
        guard fields.count > 13, let user = Int(fields[12]), let system = Int(fields[13]) else { return nil }
        return Double(user + system) / 100
    }
}
