// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Deflate
import Foundation
import NIOCore
import Testing
import Wire

@testable import Cassettes

struct RedactionTests {
    private let folder: CassetteFolder

    init() throws { folder = try CassetteFolder() }

    /// Secrets that look like what tenants and proxies give out, with characters that encodings change.
    private static func secrets(_ count: Int) -> [String] {
        (0..<count).map { index in
            let random = (0..<4).map { _ in String(UInt64.random(in: .min ... .max), radix: 36) }.joined()
            return index % 3 == 0 ? "s:\(random)/+=\"\(index)" : "\(random)_\(index)"
        }
    }

    @Test func sixtySecretsInEightEncodingsLeaveNothingInTheFile() async throws {
        let secrets = Self.secrets(60)
        var traffic = try Traffic(folder)
        for secret in secrets { traffic.recorder.learn(secret: secret, name: "planted") }
        for (index, secret) in secrets.enumerated() {
            let forms = SecretEncoding.allCases.map { String(octets: $0.encode(Array(secret.utf8))) }
            let form = forms[index % forms.count]
            traffic.exchange(
                "POST", "/x/\(forms[1])?q=\(forms[2])", headers: ["X-Custom": form, "Referer": "/\(forms[1])"],
                body: forms.map { "<\($0)>\n" }, answering: ["X-Echo": forms.joined(separator: " ")],
                with: ["{\"all\":\"\(forms.joined(separator: ","))\"}"])
            let socket = traffic.socket("/app/\(index)")
            for form in forms { traffic.frame(socket, .server, form, after: 0) }
            traffic.report(
                socket,
                .socketEnded(
                    RecordedSocketEnd(by: .client, hadCloseFrame: true, code: 4000, reason: String(form.prefix(120)))))
            traffic.report(socket, .ended(.complete))
        }
        _ = try await traffic.recorder.finish()
        let bytes = try folder.bytes()
        for secret in secrets {
            for encoding in SecretEncoding.allCases {
                let form = Data(encoding.encode(Array(secret.utf8)))
                #expect(bytes.range(of: form) == nil, "\(secret) is in the file as \(encoding)")
            }
        }
    }

    @Test func cookiesTokensAndCodesBecomeSlotsOfTheirUser() async throws {
        var traffic = try Traffic(folder)
        let claims = Base64.encode(Array("{\"sub\":\"ana\"}".utf8), urlSafe: true)
        traffic.exchange(
            "POST", "/login/jwt-session?code=abcdefgh12",
            headers: ["Authorization": "Bearer eyJhbGciOiJSUzI1NiJ9.\(claims).c2ln"],
            answering: ["Set-Cookie": "eas.sid=4fa1b2c3d4e5f6a7; Path=/", "qlik-csrf-token": "ABCDEFGHIJKL"])
        traffic.exchange(
            "POST", "/api", headers: ["Cookie": "a=1; eas.sid=4fa1b2c3d4e5f6a7", "X": "<ABCDEFGHIJKL>"],
            body: ["{\"access_token\": \"opaque-value-1\", \"x\":\"4fa1b2c3d4e5f6a7\"}"])
        _ = try await traffic.recorder.finish()
        #expect(
            try folder.rows("SELECT number, kind, user, name, shape FROM slot") == [
                ["0", "mark", "NULL", "mark", "x0"],
                ["1", "authorization", "1", "Authorization", "x20.x18.x4"],
                ["2", "parameter", "1", "code", "x10"],
                ["3", "cookie", "1", "eas.sid", "h16"],
                ["4", "csrf-token", "1", "qlik-csrf-token", "x12"],
                ["5", "parameter", "1", "access_token", "x6-x5-d1"],
            ])
        #expect(
            try folder.rows("SELECT requestHeaders FROM exchange WHERE id = 2") == [
                ["[[\"Cookie\",\"a=1; eas.sid={{slot:3}}\"],[\"X\",\"<{{slot:4}}>\"]]"]
            ])
        #expect(
            try folder.rows("SELECT CAST(content AS TEXT) FROM body") == [
                ["{\"access_token\": \"{{slot:5}}\", \"x\":\"{{slot:3}}\"}"]
            ])
    }

    @Test func shortSecretsBecomeSlotsInTheirOwnFieldsOnly() async throws {
        var traffic = try Traffic(folder)
        traffic.exchange(
            "GET", "/login?code=ab", answering: ["Set-Cookie": "sid=ab; Path=/", "X-Api-Key": "ab", "X-Other": "ab"],
            with: ["ab cab"])
        traffic.exchange(
            "GET", "/x?d=ab&code=ab",
            headers: [
                "Cookie": "a=ab; sid=ab; xsid=ab; sid=abc; long.sid=abcdefgh1234", "Authorization": "Basic ab",
                "Referer": "https://tenant.example/login?code=ab",
            ])
        _ = try await traffic.recorder.finish()
        #expect(
            try folder.rows("SELECT path, query, requestHeaders, responseHeaders FROM exchange") == [
                [
                    "/login", "code={{slot:1}}", "[]",
                    #"[["Set-Cookie","sid={{slot:2}}; Path=/"],["X-Api-Key","{{slot:3}}"],["X-Other","ab"]]"#,
                ],
                [
                    "/x", "d=ab&code={{slot:1}}",
                    #"[["Cookie","a=ab; sid={{slot:2}}; xsid={{slot:4}}; sid={{slot:5}}; long.sid={{slot:6}}"],"#
                        + #"["Authorization","Basic {{slot:7}}"],"#
                        + #"["Referer","https://tenant.example/login?code={{slot:1}}"]]"#, "[]",
                ],
            ])
        #expect(try folder.rows("SELECT CAST(content AS TEXT) FROM body") == [["ab cab"]])
        #expect(try folder.rows("SELECT shape FROM slot WHERE number = 2") == [["h2"]])
    }

    @Test func aShortSecretThatIsLearntTooLateIsRefused() async throws {
        var traffic = try Traffic(folder)
        let early = traffic.open("GET", "/x", headers: ["X-Note": "was sid=ab; here"])
        traffic.report(early, .ended(.clientLeft))
        await traffic.recorder.flush()
        traffic.exchange("GET", "/x", headers: ["Cookie": "sid=ab"])
        await #expect {
            _ = try await traffic.recorder.finish()
        } throws: {
            "\($0)".contains("table exchange, row 1, column requestHeaders: the cookie sid")
        }
    }

    @Test func aUserIsKnownAgainInOneCassetteAndInNoOther() async throws {
        let claims = Base64.encode(Array("{\"sub\":\"ana\"}".utf8), urlSafe: true)
        var fingerprints: [[String]] = []
        for (name, isAddition) in [("a.sqlite", false), ("a.sqlite", true), ("b.sqlite", false)] {
            var traffic = try Traffic(folder, name: name, isAddition: isAddition)
            traffic.exchange(
                "POST", "/login/jwt-session", headers: ["Authorization": "Bearer eyJhbGciOiJSUzI1NiJ9.\(claims).c2ln"])
            _ = try await traffic.recorder.finish()
            fingerprints += try folder.rows("SELECT fingerprint FROM user ORDER BY recordingID DESC LIMIT 1", in: name)
        }
        #expect(fingerprints[0] == fingerprints[1] && fingerprints[0] != fingerprints[2])
        #expect(UserLedger.isFingerprint(fingerprints[0][0], of: "ana"))
        #expect(
            !UserLedger.isFingerprint(fingerprints[0][0], of: "ben") && !UserLedger.isFingerprint("1/ana", of: "ana"))
    }

    @Test(arguments: [7, 64, 4000, 65_536])
    func secretAcrossBlocksOfALargeBodyIsFound(_ size: Int) async throws {
        let secret = "planted-secret-0123456789"
        // A body goes to the file when so many bytes of it wait; the secret begins ten bytes before that.
        let boundary = (BodyStore.blockBytes + size - 1) / size * size
        let text = Array((String(repeating: "x", count: boundary - 10) + secret + " and more").utf8)
        let pieces = stride(from: 0, to: text.count, by: size).map { start in
            String(decoding: text[start..<min(start + size, text.count)], as: UTF8.self)
        }
        var traffic = try Traffic(folder, rules: RedactionRules(literals: [secret]))
        traffic.exchange("GET", "/big", with: pieces)
        _ = try await traffic.recorder.finish()
        let stored = try folder.rows(
            "SELECT CAST(content AS TEXT) FROM body UNION ALL SELECT CAST(content AS TEXT) FROM bodyBlock")
        #expect(stored.joined().joined().hasSuffix("xx{{slot:1}} and more"))
    }

    @Test func secretAcrossFragmentsIsFound() async throws {
        var traffic = try Traffic(folder, rules: RedactionRules(literals: ["planted-secret"]))
        let socket = traffic.socket("/app/1")
        for (index, text) in ["a plan", "ted-", "secret b"].enumerated() {
            traffic.frame(socket, .client, text, fin: index == 2, opcode: index == 0 ? 1 : 0, after: 0)
        }
        traffic.report(socket, .ended(.clientLeft))
        _ = try await traffic.recorder.finish()
        #expect(
            try folder.rows("SELECT CAST(payload AS TEXT) FROM frame") == [["a {{slot:1}}"], [""], [" b"]])
    }

    @Test func textThatLooksLikeAMarkIsKeptApart() async throws {
        var traffic = try Traffic(folder)
        traffic.exchange("GET", "/x", with: ["{{slot:1}} and {{slot:"])
        _ = try await traffic.recorder.finish()
        #expect(try folder.rows("SELECT CAST(content AS TEXT) FROM body") == [["{{slot:0}}1}} and {{slot:0}}"]])
    }

    @Test func configuredPatternsAndAddressesAreSecretByChoice() async throws {
        var traffic = try Traffic(folder, rules: RedactionRules(patterns: ["key=([a-z]+)"], emails: true))
        traffic.exchange("GET", "/x", with: ["key=letters; ana.b+c@example.com, é ana@localhost"])
        _ = try await traffic.recorder.finish()
        #expect(
            try folder.rows("SELECT CAST(content AS TEXT) FROM body") == [
                ["key={{slot:1}}; {{slot:2}}, é ana@localhost"]
            ])
        #expect(throws: CassetteProblem.self) { try Traffic(folder, rules: RedactionRules(patterns: ["("])) }
        #expect(try folder.names == ["tape.sqlite"])
    }

    @Test func secretInAnUnusualPlaceIsRefusedByTableRowAndColumn() async throws {
        var traffic = try Traffic(folder)
        let socket = traffic.socket("/app/1")
        traffic.report(
            socket,
            .socketEnded(RecordedSocketEnd(by: .server, hadCloseFrame: true, code: 4000, reason: "late-secret-77")))
        traffic.report(socket, .ended(.complete))
        await traffic.recorder.flush()
        traffic.recorder.learn(secret: "late-secret-77", name: "late")
        await #expect {
            _ = try await traffic.recorder.finish()
        } throws: { error in
            let problem = error as? CassetteProblem
            return problem?.code == .secret
                && problem?.reason.contains("table socketEnd, row 1, column reason: the configured late") == true
        }
        #expect(try folder.names == ["tape.sqlite.unfinished"])
    }

    @Test func contentThatIsMetAgainIsSearchedForWhatBecameKnownMeanwhile() async throws {
        var traffic = try Traffic(folder)
        for _ in 0..<2 { traffic.exchange("GET", "/x", with: ["a planted-secret here"]) }
        await traffic.recorder.flush()
        traffic.recorder.learn(secret: "planted-secret", name: "late")
        for _ in 0..<2 { traffic.exchange("GET", "/x", with: ["a planted-secret here"]) }
        await #expect(throws: CassetteProblem.self) { _ = try await traffic.recorder.finish() }
        #expect(
            try folder.rows("SELECT CAST(content AS TEXT) FROM body", in: "tape.sqlite.unfinished") == [
                ["a planted-secret here"], ["a {{slot:1}} here"],
            ])
    }

    @Test func secretInsideALongerTextInBase64IsRefused() async throws {
        var traffic = try Traffic(folder, rules: RedactionRules(literals: ["planted-secret-1"]))
        traffic.exchange("GET", "/x", with: [Base64.encode(Array("user:planted-secret-1:x".utf8))])
        await #expect(throws: CassetteProblem.self) { _ = try await traffic.recorder.finish() }
    }

    @Test func randomValueOfAnOpenCookieIsKeptAndAnUnknownKeyRefused() async throws {
        var traffic = try Traffic(folder, rules: RedactionRules(openCookies: ["shop"]))
        traffic.exchange("GET", "/x", headers: ["Cookie": "shop=a8f5f167f44f4964e6c998dee827110c"])
        _ = try await traffic.recorder.finish()
        var other = try Traffic(folder, name: "other.sqlite")
        other.exchange("GET", "/x", headers: ["X-My-Session": "a8f5f167f44f4964e6c998dee827110c"])
        await #expect {
            _ = try await other.recorder.finish()
        } throws: {
            "\($0)".contains("table exchange, row 1, column requestHeaders: what looks random in a line X-My-Session")
        }
    }

    @Test func secretBehindAContentCodingIsRefused() async throws {
        var traffic = try Traffic(folder, rules: RedactionRules(literals: ["planted-secret-1"]))
        let packed = try Deflater.compress(Array("{\"key\":\"planted-secret-1\"}".utf8), as: .gzip)
        let number = traffic.open("GET", "/x")
        traffic.report(number, .answered(ResponseHead(status: 200, headers: ["content-Encoding": "gzip"])))
        traffic.report(number, .answerBody(ByteBuffer(bytes: packed)))
        traffic.report(number, .answerEnded(trailers: [:]))
        traffic.report(number, .ended(.complete))
        await #expect {
            _ = try await traffic.recorder.finish()
        } throws: {
            "\($0)".contains("table exchange, row 1, column responseBodyID: the configured literal, written as raw")
        }
    }

    @Test func codingThatCannotBeSearchedIsRefused() async throws {
        var traffic = try Traffic(folder)
        traffic.exchange("GET", "/x", answering: ["Content-Encoding": "br"], with: ["whatever"])
        await #expect {
            _ = try await traffic.recorder.finish()
        } throws: {
            "\($0)".contains("a body in the coding br, which cannot be searched")
        }
    }
}
