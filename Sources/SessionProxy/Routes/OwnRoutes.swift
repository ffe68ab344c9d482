// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Transport
import Wire

/// The proxy's own routes on Hummingbird's router, used as a library: no server of its own, the forwarding path calls in.
struct OwnRoutes: Sendable {
    private let responder: RouterResponder<OwnRouteContext>
    private let paths: Set<String>
    private let pages: Pages
    private let logger: Logger
    private let counts: ControlCounts

    init(_ keeper: SessionKeeper) {
        let configuration = keeper.configuration
        let relyingParty = RelyingParty(configuration, keeper.components)
        let pages = Pages(formTargets: [configuration.identityProvider.origin], front: configuration.frontPage)
        let signIn = SignInRoutes(keeper, relyingParty)
        let sessions = SessionRoutes(keeper, relyingParty, pages)
        let router = Router(context: OwnRouteContext.self, options: [.autoGenerateHeadEndpoints])
        Self.add(signIn, to: router, pages, keeper.logger, callback: configuration.callbackPath)
        Self.add(sessions, to: router)
        let backChannel = BackChannelRoute(keeper, relyingParty)
        router.post(RouterPath(OwnPath.backChannelLogout)) { _, context in
            RouteAnswer(await backChannel.logOut(context.request))
        }
        router.get(RouterPath(OwnPath.health)) { _, _ in RouteAnswer(.json(["status": "ok"])) }
        router.get(RouterPath(OwnPath.readiness)) { _, _ in
            try await keeper.archive.ping()
            return RouteAnswer(.json(["status": "ready"]))
        }
        responder = router.buildResponder()
        paths = Set(configuration.ownPaths)
        self.pages = pages
        logger = keeper.logger
        counts = keeper.counts
    }

    private static func add(
        _ routes: SignInRoutes, to router: Router<OwnRouteContext>, _ pages: Pages, _ logger: Logger, callback: String
    ) {
        router.get(RouterPath(OwnPath.login)) { _, context in RouteAnswer(try await routes.begin(context.request)) }
        router.get(RouterPath(callback)) { _, context in
            let (response, error, cookies) = await routes.finish(context.request)
            guard let error else { return RouteAnswer(response ?? OwnResponse(status: 500)) }
            logger.warning("A sign-in was not completed", metadata: .of(error))
            let answer = context.request.wantsPage ? pages.problem(error) : error.problem
            return RouteAnswer(answer.settingCookies(cookies))
        }
    }

    private static func add(_ routes: SessionRoutes, to router: Router<OwnRouteContext>) {
        router.get("/") { _, context in RouteAnswer(try await routes.front(context.request)) }
        router.get(RouterPath(OwnPath.session)) { _, context in RouteAnswer(try await routes.status(context.request)) }
        router.get(RouterPath(OwnPath.logout)) { _, context in RouteAnswer(try await routes.logOut(context.request)) }
        router.post(RouterPath(OwnPath.logout)) { _, context in RouteAnswer(try await routes.logOut(context.request)) }
    }

    /// Answers a request; every error becomes an answer that tells nothing of the inside (ERR-04).
    func respond(to request: OwnRequest) async -> OwnResponse {
        do {
            let answer = try await OwnRouteBridge.respond(to: request, with: responder, logger)
            guard answer.status == 404 else { return answer }
            throw notFound(request)
        } catch let error as ProxyError {
            counts.count(.refused(error.code))
            logger.debug("An own route failed", metadata: .of(error))
            return request.wantsPage ? pages.problem(error) : error.problem
        } catch {
            counts.count(.refused(.internalFault))
            logger.error("An own route failed", metadata: .of(error))
            let fault = ProxyError(.internalFault, source: .internal, reason: "An own route failed.")
            return request.wantsPage ? pages.problem(fault) : fault.problem
        }
    }

    private func notFound(_ request: OwnRequest) -> ProxyError {
        let isKnown = paths.contains(RequestTarget(request.target).path)
        return ProxyError(
            isKnown ? .methodNotAllowed : .notFound, source: .downstream, reason: "There is no such own route.")
    }
}
