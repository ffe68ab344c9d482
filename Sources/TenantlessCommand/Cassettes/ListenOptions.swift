// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import ArgumentParser
import Transport

/// Where a stand-in for a tenant is reached.
struct ListenOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The address and port to listen on; port 0 lets the system choose.", valueName: "address:port"),
        transform: ListenOptions.endpoint)
    var listen = Endpoint(host: "127.0.0.1", port: 0)

    @Option(help: "The host name in the tenantUri of the proxy, which must lead to that address.")
    var name = "tenant.localhost"

    /// Reads `address:port`, `[address]:port`, `:port` or a bare port.
    private static func endpoint(_ text: String) throws -> Endpoint {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard let last = parts.last, let port = UInt16(last) else {
            throw ValidationError("--listen \(text): expected an address and a port, such as 127.0.0.1:8443")
        }
        let host = parts.dropLast().joined(separator: ":").filter { $0 != "[" && $0 != "]" }
        return Endpoint(host: host.isEmpty ? "127.0.0.1" : host, port: Int(port))
    }
}
