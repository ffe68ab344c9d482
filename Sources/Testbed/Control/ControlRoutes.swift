// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// Every route of the control port.
enum ControlRoutes {
    static let all: [any ControlRoute.Type] = [
        ListRoutes.self,
        ReadWitness.self,
        ScriptAnswer.self,
        ForgetScript.self,
        ReadCounters.self,
        ReadSwitches.self,
        SetSwitches.self,
        ReadSessions.self,
        EndSessions.self,
        RotateSessions.self,
        SetUserStatus.self,
        LimitRate.self,
        LiftRateLimits.self,
        ReadSockets.self,
        SendToSockets.self,
        CloseSockets.self,
        DropSockets.self,
        PauseSockets.self,
        ResetTenant.self,
        OpenIssuer.self,
        SetProviderSwitches.self,
        RotateProviderKeys.self,
        EndSignOn.self,
        LogUserOut.self,
        AdvanceClock.self,
    ]

    static func find(
        _ method: String, _ path: String
    ) throws(ControlProblem) -> (route: any ControlRoute.Type, places: [String: String]) {
        var allowed: [String] = []
        for route in all {
            guard let places = match(path, route.path) else { continue }
            if route.method == method { return (route, places) }
            allowed.append(route.method)
        }
        guard allowed.isEmpty else {
            throw ControlProblem(
                .wrongMethod, "This path takes \(allowed.joined(separator: ", ")).",
                allow: allowed.joined(separator: ", "))
        }
        throw ControlProblem(.unknownRoute, "There is no such path; GET / lists all of them.")
    }

    private static func match(_ path: String, _ pattern: String) -> [String: String]? {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        let wanted = pattern.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == wanted.count else { return nil }
        var places: [String: String] = [:]
        for (part, want) in zip(parts, wanted) {
            if want.hasPrefix("{") {
                places[String(want.dropFirst().dropLast())] = String(part)
            } else if part != want {
                return nil
            }
        }
        return places
    }
}
