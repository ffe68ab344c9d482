// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import Testing

@testable import SessionProxy

@Suite struct MetricFamilyTests {
    @Test func helpAndTypeComeBeforeTheSeries() {
        let families = [
            MetricFamily("a_total", .counter, "How many.", 3),
            MetricFamily(
                "b", .gauge, "What there is.",
                [.init(labels: [("x", "1"), ("y", "2")], value: 0.5), .init(labels: [("x", "2")], value: 1e300)]),
        ]
        let expected = """
            # HELP a_total How many.
            # TYPE a_total counter
            a_total 3
            # HELP b What there is.
            # TYPE b gauge
            b{x="1",y="2"} 0.5
            b{x="2"} 1e+300

            """
        #expect(MetricFamily.text(of: families) == expected)
    }

    @Test func backslashesLineEndsAndQuotationMarksAreEscaped() {
        let family = MetricFamily(
            "a", .gauge, "A \"word\" and\na \\.", [.init(labels: [("x", "\"one\"\n\\two")], value: 1)])
        let expected = #"""
            # HELP a A "word" and\na \\.
            # TYPE a gauge
            a{x="\"one\"\n\\two"} 1

            """#
        #expect(MetricFamily.text(of: [family]) == expected)
    }

    @Test(arguments: [(Double.infinity, "+Inf"), (-.infinity, "-Inf"), (.nan, "NaN"), (12, "12"), (0.25, "0.25")])
    func numbersReadBackAsTheyWere(_ value: Double, _ text: String) {
        #expect(MetricFamily.text(of: [.init("a", .gauge, "A.", [.init(value: value)])]).hasSuffix("\na \(text)\n"))
    }

    @Test func aBucketHasAllThatAreBelowIt() throws {
        var histogram = Histogram()
        for milliseconds: Int64 in [0, 1, 2, 30, 60_000] { histogram.observe(.milliseconds(milliseconds)) }
        var other = Histogram()
        other.observe(.milliseconds(5))
        histogram += other
        let samples = histogram.samples([("route", "api")])
        func value(_ suffix: String, _ bound: String? = nil) -> Double? {
            samples.first { $0.suffix == suffix && (bound == nil || $0.labels.last?.value == bound) }?.value
        }
        #expect(value("_bucket", "0.001") == 2)
        #expect(value("_bucket", "0.005") == 4)
        #expect(value("_bucket", "0.05") == 5)
        #expect(value("_bucket", "30.0") == 5)
        #expect(value("_bucket", "+Inf") == 6)
        #expect(value("_count") == 6)
        #expect(value("_sum") == 60.038)
    }

    @Test func theSystemIsAskedForMemoryAndTime() {
        let status = "Name:\tx VmRSS: 3 kB\nVmPeak:\t  999 kB\nVmRSS:\t  2048 kB\nThreads:\t2\n"
        #expect(ProcessFigures.residentMemory(in: status) == 2048 * 1024)
        let stat = "77 (a ) b) S 1 2 3 4 5 6 7 8 9 10 150 50 0 0 20"
        #expect(ProcessFigures.processorTime(in: stat) == 2)
        #expect(ProcessFigures.processorTime(in: "garbage") == nil)
        #expect(ProcessFigures.residentMemory(in: "") == nil)
    }
}
