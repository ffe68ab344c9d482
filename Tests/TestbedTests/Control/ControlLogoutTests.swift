// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Logging
import MockIdentityProvider
import ScenarioRunner
import Synchronization
import Testing
import Transport
import Wire

@testable import Testbed

/// Logout that begins at the identity provider, asked for over the control port.
@Suite struct ControlLogoutTests {
    /// A relying party's back channel that remembers the forms it was sent.
    final class Receiver: DoubleHandler {
        let forms = Mutex<[String]>([])

        func respond(to request: DoubleRequest, writer: DoubleWriter) async throws {
            let body = try await request.body.collect(upTo: 1 << 20)
            forms.withLock { $0.append(String(decoding: body, as: UTF8.self)) }
            try await writer.respond(200, HeaderList(), [])
        }
    }

    @Test func aUserIsLoggedOutAndTheRelyingPartyTold() async throws {
        let receiver = Receiver()
        let server = try await DoubleServer.start(logger: Logger(label: "back channel"), handler: receiver)
        try await ControlRig.run { rig in
            _ = try await rig.signIn("ana")
            let untold = try await rig.ask("POST", "/idp/users/log-out", #"{"user":"ana"}"#)
            #expect(untold == ["deliveries": []])
            rig.stage.parts.provider.allowSSOSession(of: "ana")
            _ = try await rig.signIn("ana")
            rig.stage.parts.provider.register(
                client: RelyingParty(
                    clientID: rig.stage.facts.clientID, clientSecret: nil, redirectURIs: [],
                    backChannelLogoutURI: "http://localhost:\(server.port)/logout"))
            let told = try await rig.ask("POST", "/idp/users/log-out", #"{"user":"ana","defect":"logout-with-nonce"}"#)
            #expect(told["deliveries"]?[0] == ["client": .string(rig.stage.facts.clientID), "status": 200])
            let form = try #require(receiver.forms.withLock { $0 }.first)
            let token = PercentEncoding.parseForm(form).first { $0.0 == "logout_token" }?.1 ?? ""
            let claims = token.split(separator: ".").dropFirst().first.flatMap {
                Base64.decode(String($0), urlSafe: true)
            }
            #expect(try JSONValue.parse(claims ?? [])["nonce"] != nil)
            let wrong = try await rig.send("POST", "/idp/users/log-out", #"{"user":"ana","defect":"no-such"}"#)
            #expect(wrong.status == 400 && wrong.json["field"] == "defect")
        }
        await server.stop()
    }
}
