// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import NIOSSL

/// What a listener needs to speak TLS.
public struct ServerTLS: Sendable {
    let context: NIOSSLContext

    /// Reads the identity once; connections share the result.
    ///
    /// - Throws: `TransportError` with `.invalidIdentity`.
    public init(identity: ServerIdentity) throws {
        do {
            let chain = try NIOSSLCertificate.fromPEMBytes(Array(identity.certificateChainPEM.utf8))
            let key = try NIOSSLPrivateKey(bytes: Array(identity.privateKeyPEM.utf8), format: .pem)
            var configuration = TLSConfiguration.makeServerConfiguration(
                certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key))
            configuration.minimumTLSVersion = .tlsv12
            configuration.applicationProtocols = ["http/1.1"]
            configuration.shutdownTimeout = TLSLimits.shutdown
            context = try NIOSSLContext(configuration: configuration)
        } catch {
            throw TransportError(.invalidIdentity, "The certificate chain or its key is unusable.", underlying: error)
        }
    }
}

/// Time limits of TLS itself.
enum TLSLimits {
    /// How long a closing side waits for the peer's close_notify; loopback peers answer within a millisecond.
    static let shutdown = TimeAmount.seconds(1)
}
