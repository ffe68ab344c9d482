// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Gives random bytes: unpredictable ones in earnest, repeatable ones under a printed seed.
public struct RandomSource: Sendable {
    /// That many bytes.
    public var bytes: @Sendable (Int) -> [UInt8]

    /// Wraps a closure that gives bytes.
    public init(bytes: @escaping @Sendable (Int) -> [UInt8]) {
        self.bytes = bytes
    }

    /// The system's generator, fit for secrets.
    public static let system = RandomSource { count in
        [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            // One call of the system for all of them: Swift's generator makes one for each word.
            while filled < count {
                let got = getentropy(buffer.baseAddress.map { $0 + filled }, min(256, count - filled))
                precondition(got == 0, "The system gives no random bytes.")
                filled += min(256, count - filled)
            }
        }
    }

    /// The same bytes for the same seed; fit for tests only.
    ///
    /// - Source: SplitMix64, Steele, Lea and Flood, "Fast splittable pseudorandom number generators" (2014).
    public static func seeded(_ seed: UInt64) -> RandomSource {
        let state = SeededState(seed)
        return RandomSource { count in state.bytes(count) }
    }
}

/// The moving part of a seeded source.
private final class SeededState: Sendable {
    private let state: Mutex<UInt64>

    init(_ seed: UInt64) {
        state = Mutex(seed)
    }

    func bytes(_ count: Int) -> [UInt8] {
        state.withLock { state in
            [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
                while filled < count {
                    var word = Self.next(&state)
                    for place in filled..<min(filled + 8, count) {
                        buffer.initializeElement(at: place, to: UInt8(truncatingIfNeeded: word))
                        word >>= 8
                        filled += 1
                    }
                }
            }
        }
    }

    private static func next(_ state: inout UInt64) -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
