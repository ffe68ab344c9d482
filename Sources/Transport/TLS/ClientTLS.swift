// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOSSL

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// What a dialer needs to speak TLS; the peer's certificate and name are always verified.
public struct ClientTLS: Sendable {
    let context: NIOSSLContext

    /// Trusts the given roots only, or the system's when none are given.
    ///
    /// - Parameters:
    ///   - trustRootsPEM: The roots as PEM text; `nil` means the system's roots, or the file that the environment
    ///     variable `SSL_CERT_FILE` names (as OpenSSL has it).
    ///   - extraTrustFile: A PEM file whose certificates are trusted besides.
    /// - Throws: `TransportError` with `.invalidIdentity`.
    public init(trustRootsPEM: String? = nil, extraTrustFile: String? = nil) throws {
        do {
            var configuration = TLSConfiguration.makeClientConfiguration()
            configuration.certificateVerification = .fullVerification
            configuration.minimumTLSVersion = .tlsv12
            configuration.shutdownTimeout = TLSLimits.shutdown
            configuration.trustRoots = try Self.roots(trustRootsPEM)
            if let extraTrustFile {
                configuration.additionalTrustRoots = [
                    .certificates(try NIOSSLCertificate.fromPEMFile(extraTrustFile))
                ]
            }
            context = try NIOSSLContext(configuration: configuration)
        } catch {
            throw TransportError(.invalidIdentity, "The trust roots are unusable.", underlying: error)
        }
    }

    private static func roots(_ pem: String?) throws -> NIOSSLTrustRoots {
        if let pem {
            return .certificates(try NIOSSLCertificate.fromPEMBytes(Array(pem.utf8)))
        }
        guard let path = getenv("SSL_CERT_FILE") else { return .default }
        return .certificates(try NIOSSLCertificate.fromPEMFile(String(cString: path)))
    }
}
