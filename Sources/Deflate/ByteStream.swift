// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import CZlib

/// A `z_stream` at a place of its own, since zlib keeps a pointer to it.
final class ByteStream {
    private let place = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    private let end: (UnsafeMutablePointer<z_stream>) -> Int32
    private static let pieceBytes = 16 * 1024

    /// Begins a stream; `end` frees what `begin` has taken.
    ///
    /// - Throws: `DeflateError` with `.unusableFormat`.
    init(
        begin: (UnsafeMutablePointer<z_stream>) -> Int32, end: @escaping (UnsafeMutablePointer<z_stream>) -> Int32
    ) throws(DeflateError) {
        self.end = end
        place.initialize(to: z_stream())
        let code = begin(place)
        guard code == Z_OK else { throw DeflateError(.unusableFormat, "zlib cannot begin, code \(code)") }
    }

    deinit {
        _ = end(place)
        place.deinitialize(count: 1)
        place.deallocate()
    }

    func reset(_ reset: (UnsafeMutablePointer<z_stream>) -> Int32) { _ = reset(place) }

    /// Puts bytes in and takes out what comes, until nothing more does, `limit` is reached or `step` says something
    /// other than "go on"; returns that code.
    func run(
        _ bytes: [UInt8], limit: Int, step: (UnsafeMutablePointer<z_stream>) -> Int32
    ) -> (bytes: [UInt8], code: Int32) {
        var input = bytes
        var output: [UInt8] = []
        var code = Z_OK
        input.withUnsafeMutableBufferPointer { input in
            place.pointee.next_in = input.baseAddress
            place.pointee.avail_in = UInt32(clamping: input.count)
            repeat {
                let wanted = min(Self.pieceBytes, limit - output.count)
                output += [UInt8](unsafeUninitializedCapacity: wanted) { piece, count in
                    place.pointee.next_out = piece.baseAddress
                    place.pointee.avail_out = UInt32(wanted)
                    code = step(place)
                    count = wanted - Int(place.pointee.avail_out)
                }
            } while code == Z_OK && place.pointee.avail_out == 0 && output.count < limit
        }
        return (output, code)
    }
}
