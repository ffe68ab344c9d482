// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Crypto
import Transport
import Wire

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The present moment on the clock that never jumps, in nanoseconds.
func monotonicNanoseconds() -> Int64 {
    var moment = timespec()
    clock_gettime(CLOCK_MONOTONIC, &moment)
    return Int64(moment.tv_sec) * 1_000_000_000 + Int64(moment.tv_nsec)
}

/// A body as a witness keeps it: its beginning, its length and its SHA-256.
func witnessed(_ bytes: [UInt8]) -> WitnessedBody {
    WitnessedBody(bytes, digest: hexadecimal(SHA256.hash(data: bytes)))
}

/// A hash in lower-case hexadecimal.
func hexadecimal(_ digest: SHA256Digest) -> String {
    digest.map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
}

extension WitnessedResponse {
    init(_ response: BrowserResponse) {
        var body = witnessed(response.body)
        body.decoded = ContentDecoding.decode(
            response.body, codings: response.head.headers.tokens("Content-Encoding"))
        self.init(
            status: response.head.status, reason: response.head.reason, headers: response.head.headers, body: body)
    }
}
