// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import Testing
import Wire

@testable import Cassettes

/// What stands in the slots of a recording when its requests are sent again.
struct DriftSecretsTests {
    private let folder: CassetteFolder

    init() throws { folder = try CassetteFolder() }

    private static let token = "Bearer eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhbmEifQ.c2lnbmF0dXJlc2lnbmF0dXJl"
    private static let cookies = "eas.sid=s3cr3tsessionvalue1; AWSALB=balancer0123456789"

    /// A sign-in, a token, and a request with both.
    private func recorded() async throws -> (Cassette, [StoredExchange]) {
        var traffic = try Traffic(folder)
        traffic.exchange(
            "POST", "/login/jwt-session", headers: ["Authorization": Self.token, "Content-Length": "0"],
            answering: ["Set-Cookie": "eas.sid=s3cr3tsessionvalue1; Secure", "Set-Cookie": "AWSALB=balancer0123456789"])
        traffic.exchange(
            "GET", "/api/v1/csrf-token", headers: ["Cookie": Self.cookies], status: 204,
            answering: ["qlik-csrf-token": "csrf-0123456789abcdef"])
        traffic.exchange(
            "POST", "/api/v1/things?qlik-csrf-token=csrf-0123456789abcdef",
            headers: [
                "Cookie": Self.cookies, "qlik-csrf-token": "csrf-0123456789abcdef",
                "Content-Type": "application/json", "Transfer-Encoding": "chunked",
            ], body: [#"{"token":"csrf-0123456789abcdef"}"#], status: 201,
            answering: ["Location": "/api/v1/things/thing-0001"], with: [#"{"id":"thing-0001"}"#])
        traffic.exchange("GET", "/api/v1/things/thing-0001/parts", headers: ["Cookie": Self.cookies])
        _ = try await traffic.recorder.finish()
        let cassette = try Cassette(path: folder.path())
        return (cassette, try cassette.exchanges(of: 1))
    }

    private func secrets(_ cassette: Cassette) throws -> DriftSecrets {
        try DriftSecrets(cassette, cassette.recordings(), host: "live.example", now: 0)
    }

    private func learn(
        _ secrets: inout DriftSecrets, _ exchange: StoredExchange, _ cassette: Cassette, status: Int = 200,
        _ headers: HeaderList, _ body: String = ""
    ) throws {
        secrets.learn(
            DriftAnswer(head: ResponseHead(status: status, headers: headers), body: ByteBuffer(string: body)),
            from: try DriftAnswer(exchange, in: cassette), of: exchange)
    }

    @Test func whatTheTenantGaveStandsWhereSecretsWere() async throws {
        let (cassette, exchanges) = try await recorded()
        var secrets = try secrets(cassette)
        #expect(secrets.needs(of: exchanges[0]) == [.token(slot: 1, person: 1)])
        secrets.put("a.b.c", in: 1, of: 1)
        #expect(
            secrets.request(for: exchanges[0], body: ByteBuffer()).head.headers.first("Authorization") == "Bearer a.b.c"
        )
        try learn(
            &secrets, exchanges[0], cassette,
            ["Set-Cookie": "eas.sid=live-session; Secure; Path=/", "Set-Cookie": "unknown=live-too; Path=/"])

        #expect(secrets.needs(of: exchanges[1]) == [])
        let second = secrets.request(for: exchanges[1], body: ByteBuffer()).head
        #expect(second.headers.first("Cookie") == "eas.sid=live-session; unknown=live-too")
        try learn(&secrets, exchanges[1], cassette, ["QLIK-CSRF-TOKEN": "live-csrf"])

        let (third, body) = secrets.request(for: exchanges[2], body: try cassette.body(exchanges[2].requestBody))
        #expect(third.target == "/api/v1/things?qlik-csrf-token=live-csrf")
        #expect(third.headers.first("qlik-csrf-token") == "live-csrf")
        #expect(String(octets: body) == #"{"token":"live-csrf"}"#)
        #expect(
            third.headers.first("Content-Length") == "\(body.count)" && !third.headers.contains("Transfer-Encoding"))
    }

    @Test func thingsAreCalledByTheirIdsOfNow() async throws {
        let (cassette, exchanges) = try await recorded()
        var secrets = try secrets(cassette)
        try learn(&secrets, exchanges[2], cassette, ["Location": "/api/v1/things/other-77"], #"{"id":"other-77"}"#)
        #expect(secrets.request(for: exchanges[3], body: ByteBuffer()).head.target == "/api/v1/things/other-77/parts")
        #expect(secrets.message(Array("thing-0001 thing-00012".utf8), of: 1) == Array("other-77 thing-00012".utf8))
    }

    @Test func aSessionOlderThanTheRecordingIsOpenedFirst() async throws {
        var traffic = try Traffic(folder)
        for _ in 0..<2 {
            traffic.exchange(
                "GET", "/x", headers: ["Cookie": Self.cookies, "qlik-csrf-token": "csrf-0123456789abcdef"])
        }
        _ = try await traffic.recorder.finish()
        let cassette = try Cassette(path: folder.path())
        let exchanges = try cassette.exchanges(of: 1)
        var secrets = try secrets(cassette)
        let needs = secrets.needs(of: exchanges[0])
        guard case .session(let session, person: 1)? = needs.first, case .csrfToken(let slot, session)? = needs.last
        else {
            Issue.record("\(needs)")
            return
        }
        secrets.keep(["Set-Cookie": "eas.sid=live"], of: session, target: "/")
        secrets.put("live-csrf", in: slot, of: 1)
        #expect(secrets.needs(of: exchanges[1]) == [])
        let head = secrets.request(for: exchanges[1], body: ByteBuffer()).head
        #expect(head.headers.first("Cookie") == "eas.sid=live" && head.headers.first("qlik-csrf-token") == "live-csrf")
    }

    @Test func aKeyThatOnlyItsOwnerKnowsIsNotGuessed() async throws {
        var traffic = try Traffic(folder)
        traffic.exchange("GET", "/api/v1/items", headers: ["Authorization": "Bearer 0123456789abcdef0123"])
        _ = try await traffic.recorder.finish()
        let cassette = try Cassette(path: folder.path())
        var secrets = try secrets(cassette)
        #expect(secrets.needs(of: try cassette.exchanges(of: 1)[0]) == [.credentials])
    }

    @Test(arguments: [
        ("a={{slot:1}}&b={{slot:2}}", "a=one&b=two", [1: "one", 2: "two"]),
        ("{{slot:1}}", "all of it", [1: "all of it"]), ("x{{slot:1}}", "y1", [:]), ("{{slot:1}}x", "aax", [1: "aa"]),
        ("{{slot:1:hex}}-{{slot:2}}", "ff-two", [2: "two"]), ("{{slot:1}}{{slot:2}}", "onetwo", [:]),
        ("{{slot:0}}1}}={{slot:1}}", "{{slot:1}}=one", [1: "one"]),
    ])
    func valuesAreTakenFromWhereSlotsStand(_ recorded: String, _ live: String, _ expected: [Int: String]) {
        let values = SlotText(Array(recorded.utf8)).values(in: Array(live.utf8))
        #expect(
            Dictionary(uniqueKeysWithValues: values.map { ($0.slot, String(decoding: $0.value, as: UTF8.self)) })
                == expected)
    }
}
