// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import ArgumentParser
import Testbed

/// Opens a control port beside what is served.
struct ControlOptions: ParsableArguments {
    @Flag(help: "Open a control port, and print its URL and its token.")
    var control = false

    /// Starts the control port if it is asked for.
    func start(_ start: () async throws -> ControlServer) async throws -> ControlServer? {
        control ? try await start() : nil
    }
}

extension ControlServer {
    /// What to print of it, in two columns.
    func card(width: Int) -> [String] {
        [("control", origin), ("controlToken", token)].map { name, value in
            name + String(repeating: " ", count: width - name.count) + value
        }
    }
}
