// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Testing
import Wire

struct HeaderListTests {
    private let list: HeaderList = ["A": "1", "b": "2", "a": "3", "List": "x, \"y, z\" ,,", "list": " w"]

    @Test func namesAreFoundInAnyCase() {
        #expect(list.first("B") == "2")
        #expect(list.all("A") == ["1", "3"])
        #expect(!list.contains("c"))
    }

    @Test func settingReplacesTheFirstAndRemovesTheOthers() {
        var list = list
        list.set("a", "9")
        #expect(list.map(\.name) == ["a", "b", "List", "list"])
        #expect(list.all("A") == ["9"])
        list.set("New", "n")
        #expect(list.last == HeaderField(name: "New", value: "n"))
    }

    @Test func removalTakesEveryCase() {
        var list = list
        list.removeAll("LIST")
        #expect(list.count == 3)
    }

    @Test func tokensComeFromAllLinesAndQuotesHoldTogether() {
        #expect(list.tokens("list") == ["x", "\"y, z\"", "w"])
        #expect(list.hasToken("list", "X"))
    }

    @Test func octetsSurviveTheWayThroughAString() {
        let octets = Array(UInt8.min...UInt8.max)
        #expect(String(octets: octets).octets == octets)
    }

    @Test func scalarThatIsNoOctetNeverBecomesALineFeed() {
        #expect("a\u{10A}b\u{20AC}".octets == Array("a?b?".utf8))
    }

    @Test(arguments: ["a\r\nb", "a\0", " a", "a\t", "\u{10A}"])
    func fieldWithSuchAValueIsNotValid(_ value: String) {
        #expect(!HeaderField(name: "A", value: value).isValid)
    }

    @Test func ordinaryFieldIsValid() {
        #expect(HeaderField(name: "A-b", value: "x y\tz\u{E9}").isValid)
        #expect(HeaderField(name: "A", value: "").isValid)
        #expect(!HeaderField(name: "A b", value: "").isValid)
    }
}

struct HopByHopTests {
    @Test func connectionFieldsAndThoseItNamesAreStripped() {
        let headers: HeaderList = [
            "Host": "a", "Connection": "X-One, keep-alive", "x-one": "1", "TE": "trailers", "Keep-Alive": "5",
            "Transfer-Encoding": "chunked", "Upgrade": "h2c", "Proxy-Connection": "close",
            "Proxy-Authorization": "s", "X-Two": "2", "Trailer": "X-Sum",
        ]
        #expect(HopByHop.strip(headers).map(\.name) == ["Host", "X-Two", "Trailer"])
        #expect(HopByHop.isHopByHop("te"))
        #expect(!HopByHop.isHopByHop("host"))
    }
}
