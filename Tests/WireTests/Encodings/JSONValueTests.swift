// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Testing
import Wire

struct JSONValueTests {
    @Test func orderNumbersAndEscapesAreKept() throws {
        let text = #"{"z":1.50e+2,"a":[true,false,null,-0],"s":"\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00","z":{}}"#
        let value = try JSONValue.parse(text)
        #expect(value.objectValue?.names == ["z", "a", "s", "z"])
        #expect(value["s"]?.stringValue == "\"\\/\u{8}\u{C}\n\r\t\u{E9}\u{1F600}")
        #expect(value["a"]?[3] == .number("-0"))
        #expect(value["z"] == .object(JSONObject()))
        #expect(try JSONValue.parse(value.serialized()) == value)
    }

    @Test(arguments: [
        "", " ", "{", "[1,]", "{\"a\":1,}", "{a:1}", "01", "1.", ".5", "+1", "-", "1e", "\"\n\"", "\"\\x\"",
        "\"\\u12\"",
        "\"\\ud800\"", "\"\\udc00\"", "nul", "true false", "'a'", "\"a", "[1 2]", "NaN", "\u{FEFF}1",
    ])
    func textThatIsNotJSONIsRefused(_ text: String) {
        #expect(throws: WireError.self) { try JSONValue.parse(text) }
    }

    @Test func bytesThatAreNotUTF8AreRefused() {
        #expect(throws: WireError.self) { try JSONValue.parse([0x22, 0xC3, 0x28, 0x22] as [UInt8]) }
    }

    @Test func nestingHasABound() throws {
        func nested(_ depth: Int) -> String {
            String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        }
        _ = try JSONValue.parse(nested(256))
        #expect(throws: WireError.self) { try JSONValue.parse(nested(257)) }
    }

    @Test func literalsMakeValues() {
        let value: JSONValue = ["a": 1, "b": [true, nil, "x", 1.5]]
        #expect(value.serialized() == #"{"a":1,"b":[true,null,"x",1.5]}"#)
        #expect(JSONValue.string("\u{1}\u{7F}").serialized() == "\"\\u0001\u{7F}\"")
        #expect(value["a"]?.intValue == 1)
        #expect(JSONValue.number("1.0").intValue == 1)
        #expect(JSONValue.number("1.5").intValue == nil)
    }
}
