// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// A switch that does not exist, or a value that it does not take.
public struct TenantSwitchProblem: Error, Sendable, Hashable {
    /// What kind of mistake it is.
    public enum Code: String, Sendable, Hashable {
        /// No switch has this name.
        case unknownName
        /// The switch does not take this value.
        case badValue
    }

    /// What kind of mistake it is.
    public let code: Code
    /// A sentence for the person who wrote the name or the value.
    public let reason: String
}

extension TenantSwitches {
    /// The names under which scenario files and the control interface set switches.
    public static var names: [String] { definitions.map(\.name) }

    /// Sets one switch from text.
    ///
    /// - Throws: `TenantSwitchProblem` where the name is unknown or the value does not fit.
    public mutating func set(_ name: String, to text: String) throws(TenantSwitchProblem) {
        guard let definition = Self.definitions.first(where: { $0.name == name }) else {
            throw TenantSwitchProblem(code: .unknownName, reason: "the tenant has no switch \(name)")
        }
        guard definition.apply(&self, text) else {
            throw TenantSwitchProblem(code: .badValue, reason: "the switch \(name) does not take \(text)")
        }
    }

    private struct Definition: Sendable {
        let name: String
        let apply: @Sendable (inout TenantSwitches, String) -> Bool

        static func flag(_ name: String, _ path: any WritableKeyPath<TenantSwitches, Bool> & Sendable) -> Definition {
            Definition(name: name) { switches, text in
                guard let value = ["true": true, "on": true, "false": false, "off": false][text] else { return false }
                switches[keyPath: path] = value
                return true
            }
        }

        static func number<Number: FixedWidthInteger & SendableMetatype>(
            _ name: String, _ path: any WritableKeyPath<TenantSwitches, Number> & Sendable
        ) -> Definition {
            Definition(name: name) { switches, text in
                guard let value = Number(text), value >= 0 else { return false }
                switches[keyPath: path] = value
                return true
            }
        }

        static func choice<Choice: RawRepresentable<String> & SendableMetatype>(
            _ name: String, _ path: any WritableKeyPath<TenantSwitches, Choice> & Sendable
        ) -> Definition {
            Definition(name: name) { switches, text in
                guard let value = Choice(rawValue: text) else { return false }
                switches[keyPath: path] = value
                return true
            }
        }

        static func text(_ name: String, _ path: any WritableKeyPath<TenantSwitches, String?> & Sendable) -> Definition
        {
            Definition(name: name) { switches, text in
                switches[keyPath: path] = text.isEmpty ? nil : text
                return true
            }
        }
    }

    private static let definitions: [Definition] = [
        Definition(name: "algorithms") { switches, text in
            let names = text.split(separator: " ").map { TokenAlgorithm(rawValue: String($0)) }
            guard !names.isEmpty, !names.contains(nil) else { return false }
            switches.algorithms = Set(names.compactMap { $0 })
            return true
        },
        .flag("refuses-tokens-with-401", \.refusesTokensWith401),
        .flag("refuses-replayed-tokens", \.refusesReplayedTokens),
        .number("clock-tolerance-seconds", \.clockToleranceSeconds),
        .flag("enforces-profile-claims", \.enforcesProfileClaims),
        .choice("cookie-attributes", \.cookieAttributes),
        .flag("shuffles-cookies", \.shufflesCookies),
        .flag("sends-unknown-cookie", \.sendsUnknownCookie),
        .flag("sends-user-agent-cookie", \.sendsUserAgentCookie),
        .flag("sends-load-balancer-cookies", \.sendsLoadBalancerCookies),
        .number("rotates-session-after-answers", \.rotatesSessionAfterAnswers),
        .number("rotation-grace-seconds", \.rotationGraceSeconds),
        .flag("rotates-csrf-cookie", \.rotatesCSRFCookie),
        .flag("varies-header-case", \.variesHeaderCase),
        .flag("answers-login-with-object", \.answersLoginWithObject),
        .number("other-login-method-status", \.otherLoginMethodStatus),
        .number("idle-timeout-seconds", \.idleTimeoutSeconds),
        .number("absolute-lifetime-seconds", \.absoluteLifetimeSeconds),
        .flag("counts-socket-traffic-as-activity", \.countsSocketTrafficAsActivity),
        .text("logout-location", \.logoutLocation),
        Definition(name: "sign-in-location") { switches, text in
            switches.signInLocation = text
            return true
        },
        .choice("unauthorized-body", \.unauthorizedBody),
        .flag("redirects-to-absolute-login", \.redirectsToAbsoluteLogin),
        .flag("requires-csrf-cookie", \.requiresCSRFCookie),
        .flag("answers-csrf-at-top-level", \.answersCSRFAtTopLevel),
        .flag("accepts-csrf-in-query", \.acceptsCSRFInQuery),
        .choice("socket-csrf", \.socketCSRF),
        .flag("checks-origin", \.checksOrigin),
        .flag("accepts-web-integration-header-on-sockets", \.acceptsWebIntegrationHeaderOnSockets),
        .number("plain-app-status", \.plainAppStatus),
        .text("link-authority", \.linkAuthority),
        .flag("compresses", \.compresses),
        .flag("caches-resources", \.cachesResources),
    ]
}
