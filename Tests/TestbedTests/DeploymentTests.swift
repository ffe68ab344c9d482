// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Foundation
import Logging
import ScenarioLanguage
import ScenarioRunner
import SessionProxy
import Testing
import Transport
import Wire

@testable import Testbed

/// A proxy that signs in by a page of its own, with a field that the page alone knows.
private struct FormProxy: DoubleHandler {
    func respond(to request: DoubleRequest, writer: DoubleWriter) async throws {
        let isSignedIn = request.head.headers.first("Cookie")?.contains("sid=open") == true
        switch request.head.target {
        case "/login":
            let page = """
                <!-- <form><input name=wrong></form> --><form method="post" action='check?step=1'>
                <input type=hidden name="token" value="a&amp;b"><input name=username><input type="password" name=password>
                <button name=go value=1>Go</button></form>
                """
            try await writer.respond(200, ["Content-Type": "text/html"], Array(page.utf8))
        case "/check?step=1":
            let body = String(decoding: try await request.body.collect(), as: UTF8.self)
            let isRight = body == "token=a%26b&username=ana&password=s3cret+word&go=1"
            let cookies: HeaderList = isRight ? ["Set-Cookie": "sid=open; Path=/; Secure"] : [:]
            try await writer.respond(303, cookies.adding("Location", isRight ? "/home" : "/login"), [])
        default:
            try await writer.respond(isSignedIn ? 200 : 401, ["Content-Type": "text/html"], [])
        }
    }

    func malformed(_ problem: MalformedRequest) async {}
}

extension HeaderList {
    fileprivate func adding(_ name: String, _ value: String) -> HeaderList {
        var list = self
        list.append(name, value)
        return list
    }
}

/// Files of a test, removed with the last reference.
private final class Files {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("tenantless-test-\(UUID())")

    func write(_ text: String, as name: String) throws -> String {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let file = folder.appendingPathComponent(name)
        try text.write(to: file, atomically: true, encoding: .utf8)
        return file.path
    }

    deinit { try? FileManager.default.removeItem(at: folder) }
}

@Suite("A proxy that runs already is judged by what can be seen of it", .serialized)
struct DeploymentTests {
    private let files = Files()

    private func factory(_ deployment: TargetDeployment, session: String = "__Host-session") throws -> StageFactory {
        let target = Target(
            name: "deployed", start: .deployment(deployment), sessionCookie: session, features: ["websocket"])
        return StageFactory(target: target, seed: 1, material: try TestRun.material.get())
    }

    private func nothing(_ steps: [Step] = []) -> Scenario {
        Scenario(
            id: "tests/nothing", title: "Nothing", users: [UserDeclaration(name: "ana")], steps: steps,
            place: SourcePlace(file: "t.yaml", line: 1, column: 1))
    }

    /// Serves the proxy with the page, and signs ana in at it.
    private func signIn(_ account: TargetAccount, form: TargetForm) async throws -> [Int?] {
        let authority = try CertificateAuthority()
        let server = try await DoubleServer.start(
            tls: try ServerTLS(identity: authority.issue(names: ["proxy.localhost"])), logger: Logger(label: "test"),
            handler: FormProxy())
        let deployment = TargetDeployment(
            url: "https://proxy.localhost:\(server.port)",
            trust: try files.write(authority.certificatePEM, as: "ca.pem"), accounts: ["ana": account], form: form)
        do {
            let stage = try await factory(deployment, session: "sid").makeStage(nothing())
            let chain = try await stage.browser("ana").signIn(via: "/login", headers: [:])
            await stage.close()
            await server.stop()
            return chain.map { $0.response?.status }
        } catch {
            await server.stop()
            throw error
        }
    }

    @Test func aSignInPageIsFilledIn() async throws {
        let account = TargetAccount(username: "ana", password: "s3cret word")
        #expect(try await signIn(account, form: TargetForm()) == [200, 303, 200])
    }

    @Test func aSignInPageThatChangedIsASetupFailure() async throws {
        let account = TargetAccount(username: "ana", password: "s3cret word")
        let error = await #expect(throws: StageProblem.self) {
            try await signIn(account, form: TargetForm(username: "username", password: "passcode"))
        }
        #expect(error?.code == .setup)
        #expect(error?.reason.contains("has no form with a field \"passcode\"") == true)
    }

    @Test func aPasswordThatIsWrongIsASetupFailure() async throws {
        let error = await #expect(throws: StageProblem.self) {
            try await signIn(TargetAccount(username: "ana", password: "wrong"), form: TargetForm())
        }
        #expect(error?.code == .setup)
        #expect(error?.reason.contains("are user name and password right?") == true)
    }

    @Test func aSessionThatWasGivenIsUsedAndTheTenantIsNotObservable() async throws {
        let inner = try await TestRun.factory().makeTestStage(nothing())
        let ana = try await inner.browser("ana")
        try await ana.prepare(user: UserDeclaration(name: "ana"))
        _ = try await ana.signIn(via: "/login", headers: [:])
        let cookie = try #require(await ana.cookies().first { $0.name == "__Host-session" })
        let deployment = TargetDeployment(
            url: inner.facts.publicOrigin,
            trust: try files.write(TestRun.factory().certificateAuthorityPEM, as: "ca.pem"),
            accounts: ["ana": TargetAccount(cookies: [cookie.name: cookie.value])])
        let stage = try await factory(deployment).makeStage(nothing())
        let browser = try await stage.browser("ana")
        #expect(try await browser.signIn(via: "/login", headers: [:]).last?.response?.status == 200)
        let answer = try await browser.send(BrowserRequest(target: "/api/v1/users/me")).response
        #expect(answer?.status == 200)
        await #expect(throws: StageProblem.self) { try await stage.browser("ben").signIn(via: "/login", headers: [:]) }

        let place = SourcePlace(file: "t.yaml", line: 3, column: 5)
        let step = Step(
            place: place, label: "1", subject: .party(.tenant), verb: "received", object: .map([], place: place),
            isAssertion: true)
        let result = await ScenarioPlayer().play(nothing([step]), on: stage)
        #expect(result.verdict.reason == "not observable here: tenant received, at step 1")
        #expect(result.verdict.word == "skipped")
        await stage.close()
        await inner.close()
    }

    @Test func aDeploymentConfiguredForTheDoublesIsSeenFromAllSides() async throws {
        let rig = try await NearDeployment { try files.write($0, as: $1) }
        let library = ScenarioLibrary.load(paths: [TestbedResources.scenarios], grammar: Vocabulary.grammar).0
        let factory = StageFactory(target: rig.target, seed: 1, material: rig.material)
        for id in ["isolation/between-users", "csrf/modifying-requests-carry-the-sessions-token"] {
            let scenario = try #require(library.scenarios.first { $0.id == id })
            let stage = try await factory.makeStage(scenario)
            let result = await ScenarioPlayer().play(scenario, on: stage)
            await stage.close()
            #expect(result.verdict.word == "passed", "\(result.verdict.reason ?? "")")
        }
        await rig.proxy.stop(gracePeriod: .zero)
    }

    @Test func aDeploymentThatIsNotThereOrNotTrustedIsASetupFailure() async throws {
        let port = try await FreePort.find()
        let nowhere = await #expect(throws: StageProblem.self) {
            try await factory(TargetDeployment(url: "https://proxy.localhost:\(port)")).makeStage(nothing())
        }
        #expect(nowhere?.code == .setup && nowhere?.reason.hasPrefix("nothing answers at") == true)
        let inner = try await TestRun.factory().makeTestStage(nothing())
        let untrusted = await #expect(throws: StageProblem.self) {
            try await factory(TargetDeployment(url: inner.facts.publicOrigin)).makeStage(nothing())
        }
        await inner.close()
        #expect(untrusted?.code == .setup && untrusted?.reason.contains("is not trusted: let \"trust\"") == true)
    }
}

/// The proxy of this package as a deployment: configured once, for doubles at fixed places.
private struct NearDeployment {
    let target: Target
    let material: RunMaterial
    let proxy: SessionProxyServer

    init(files write: (String, String) throws -> String) async throws {
        let authority = try CertificateAuthority()
        let identity = try authority.issue(names: ["tenant.localhost", "idp.localhost", "proxy.localhost"])
        let certificate = try write(identity.certificateChainPEM, "doubles.pem")
        let key = try write(identity.privateKeyPEM, "doubles.key")
        let tenant = "https://tenant.localhost:\(try await FreePort.find())"
        let provider = "https://idp.localhost:\(try await FreePort.find())"
        let port = try await FreePort.find()
        let names = [
            "clientId": "bff", "clientSecret": "a secret of the deployment", "webIntegrationId": "integration",
            "issuer": "bff-issuer", "keyId": "bff-key",
        ]
        material = try TestRun.material.get()
        var variables = names
        variables["idpUri"] = provider + "/main"
        variables["tenantUri"] = tenant
        variables["redirectUri"] = "https://proxy.localhost:\(port)/login/callback"
        variables["privateKey"] = material.signingKeyPEM
        variables["sessionSecret"] = "another secret of the deployment"
        variables["sessionStore"] = "memory"
        variables["listenPort"] = "\(port)"
        variables["tlsCertificate"] = certificate
        variables["tlsPrivateKey"] = key
        var configuration = try ProxyConfiguration.read(from: variables)
        configuration.trustRootsPEM = authority.certificatePEM
        proxy = try await SessionProxyServer.start(
            configuration, components: try ProxyComponents.standard(for: configuration))
        let doubles = TargetDoubles(
            tenant: tenant, identityProvider: provider, certificate: certificate, key: key,
            publicKey: try write(material.verificationKeyPEM, "tenant.pub"), registration: names)
        let deployment = TargetDeployment(
            url: "https://proxy.localhost:\(port)", trust: try write(authority.certificatePEM, "ca.pem"),
            doubles: doubles)
        target = Target(name: "near", start: .deployment(deployment), features: ["websocket", "csrf-fetch"])
    }
}
