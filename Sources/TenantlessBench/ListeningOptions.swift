// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import ArgumentParser
import Terminal
import Transport

/// Where something that is measured listens, and what it shows of itself there.
struct ListeningOptions: ParsableArguments {
    @Option(help: "The port to listen on; by default the system chooses.")
    var port = 0

    @Option(help: ArgumentHelp("The certificate chain, as PEM; without one it speaks plain HTTP.", valueName: "file"))
    var certificate: String?

    @Option(help: ArgumentHelp("Its key, as PEM.", valueName: "file"))
    var key: String?

    func validate() throws {
        guard (certificate == nil) == (key == nil) else {
            throw ValidationError("A certificate takes a key, and a key a certificate.")
        }
    }

    /// The identity to show, or nil for plain HTTP.
    ///
    /// - Throws: `InvalidInput` for a file that cannot be read, `TransportError` for one that cannot be used.
    func tls() throws -> ServerTLS? {
        guard let certificate, let key else { return nil }
        let identity = ServerIdentity(
            certificateChainPEM: try TextFile.read(certificate), privateKeyPEM: try TextFile.read(key))
        return try ServerTLS(identity: identity)
    }
}
