// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore

/// How often something took how long.
struct Histogram: Sendable, Hashable {
    /// The upper bounds of the buckets; above the last one there is one more.
    static let bounds: [TimeAmount] = [
        .milliseconds(1), .milliseconds(5), .milliseconds(10), .milliseconds(25), .milliseconds(50),
        .milliseconds(100), .milliseconds(250), .milliseconds(500), .seconds(1), .milliseconds(2500), .seconds(5),
        .seconds(10), .seconds(30),
    ]
    private static let nanosecondBounds = bounds.map(\.nanoseconds)

    private var counts = [UInt64](repeating: 0, count: bounds.count + 1)
    private var nanoseconds: UInt64 = 0

    mutating func observe(_ amount: TimeAmount) {
        let bucket = Self.nanosecondBounds.firstIndex { amount.nanoseconds <= $0 } ?? Self.bounds.count
        counts[bucket] &+= 1
        nanoseconds &+= UInt64(max(0, amount.nanoseconds))
    }

    static func += (sum: inout Histogram, other: Histogram) {
        for index in other.counts.indices { sum.counts[index] &+= other.counts[index] }
        sum.nanoseconds &+= other.nanoseconds
    }

    /// The series of one histogram: its buckets, each with all that are below it, its sum in seconds, and its count.
    func samples(_ labels: [(name: String, value: String)]) -> [MetricFamily.Sample] {
        var samples: [MetricFamily.Sample] = []
        var count: UInt64 = 0
        for (index, bucket) in counts.enumerated() {
            count &+= bucket
            let bound = index < Self.bounds.count ? "\(Double(Self.nanosecondBounds[index]) / 1e9)" : "+Inf"
            samples.append(.init(suffix: "_bucket", labels: labels + [("le", bound)], value: Double(count)))
        }
        samples.append(.init(suffix: "_sum", labels: labels, value: Double(nanoseconds) / 1e9))
        samples.append(.init(suffix: "_count", labels: labels, value: Double(count)))
        return samples
    }
}
