// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Finds the TCP ports that a process and its children listen on, where the system tells (`/proc` of Linux).
enum ListeningPorts {
    /// The state of a listening socket in `/proc/net/tcp`.
    private static let listening = "0A"

    /// The ports in ascending order; none where nothing can be known.
    static func of(_ process: Int32) -> [Int] {
        let sockets = Set(family(of: process).flatMap(sockets(of:)))
        let ports = ["/proc/net/tcp", "/proc/net/tcp6"].flatMap { table(readText($0), sockets) }
        return Set(ports).sorted()
    }

    /// The ports of listening sockets with these inodes.
    static func table(_ text: String, _ inodes: Set<String>) -> [Int] {
        text.split(separator: "\n").dropFirst().compactMap { line in
            let fields = line.split(separator: " ")
            guard fields.count > 9, fields[3] == listening, inodes.contains(String(fields[9])) else { return nil }
            return fields[1].split(separator: ":").last.flatMap { Int($0, radix: 16) }
        }
    }

    private static func family(of process: Int32) -> [Int32] {
        var parents: [Int32: Int32] = [:]
        for id in names(in: "/proc").compactMap({ Int32($0) }) {
            // The name in brackets may hold anything; after it come the state and the parent (proc(5)).
            let fields = readText("/proc/\(id)/stat").split(separator: ")").last?.split(separator: " ") ?? []
            if fields.count > 1 { parents[id] = Int32(fields[1]) }
        }
        var family = [process]
        var index = 0
        while index < family.count {
            family += parents.filter { $0.value == family[index] }.map(\.key)
            index += 1
        }
        return family
    }

    private static func sockets(of process: Int32) -> [String] {
        names(in: "/proc/\(process)/fd").compactMap { name in
            var target = [CChar](repeating: 0, count: 64)
            let count = readlink("/proc/\(process)/fd/\(name)", &target, target.count)
            let text = String(decoding: target.prefix(max(0, count)).map(UInt8.init(bitPattern:)), as: UTF8.self)
            return text.hasPrefix("socket:[") ? String(text.dropFirst("socket:[".count).dropLast()) : nil
        }
    }

    private static func readText(_ path: String) -> String {
        String(decoding: readFile(path) ?? [], as: UTF8.self)
    }

    private static func names(in folder: String) -> [String] {
        guard let directory = opendir(folder) else { return [] }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: pointer.pointee)) {
                    String(cString: $0)
                }
            }
            names.append(name)
        }
        return names
    }
}
