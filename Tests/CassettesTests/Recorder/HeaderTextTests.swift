// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import Testing
import Wire

@testable import Cassettes

@Suite struct HeaderTextTests {
    private static func text(_ list: HeaderList) -> String {
        var bytes = ByteBuffer()
        HeaderText.write(list, into: &bytes)
        return String(buffer: bytes)
    }

    @Test func linesAreAnArrayOfPairs() {
        #expect(Self.text([:]) == "[]")
        #expect(Self.text(["A": "1"]) == #"[["A","1"]]"#)
        #expect(Self.text(["A": "1", "b": "", "A": "2"]) == #"[["A","1"],["b",""],["A","2"]]"#)
    }

    @Test func onlyWhatJSONAsksForIsEscaped() {
        #expect(Self.text(["ETag": #""a\b""#]) == #"[["ETag","\"a\\b\""]]"#)
        #expect(Self.text(["X": "\u{1}\t\u{1F} ~\u{7F}"]) == #"[["X","\u0001\u0009\u001f ~"# + "\u{7F}\"]]")
        #expect(Self.text(["X": "é\u{80}\u{FF}"]) == "[[\"X\",\"é\u{80}\u{FF}\"]]")
    }

    @Test(arguments: 1...25) func aMarkIsEscapedWhereverItStands(count: Int) throws {
        for mark in ["\"", "\\", "\u{0}", "\u{1F}"] {
            for position in 0..<count {
                let value =
                    String(repeating: "z", count: position) + mark + String(repeating: "!", count: count - position - 1)
                let text = Self.text(["A": value])
                #expect(text.utf8.allSatisfy { $0 >= 0x20 } && text.contains("\\"))
                #expect(try HeaderText.read(text) == ["A": value])
            }
        }
    }

    @Test func everyOctetComesBack() throws {
        let all = String(octets: (UInt8.min...UInt8.max).map { $0 })
        for value in [all, String(all.reversed()), #"""#, "", "plain"] {
            let list: HeaderList = ["First": value, "Second": "plain", "Third": value]
            #expect(try HeaderText.read(Self.text(list)) == list)
        }
    }
}
