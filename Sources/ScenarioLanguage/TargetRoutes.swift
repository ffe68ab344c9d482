// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// The proxy's own routes.
public struct TargetRoutes: Sendable, Hashable {
    /// Starts a sign-in; takes the page to come back to in the query item `returnParameter`.
    public let login: String
    /// Where the identity provider sends the browser back to.
    public let callback: String
    /// Ends the session.
    public let logout: String
    /// The method of `logout`.
    public let logoutMethod: String
    /// A page that needs a session.
    public let home: String
    /// Answers 200 while the proxy is well.
    public let health: String
    /// Where the identity provider posts logout tokens.
    public let backChannelLogout: String
    /// The query item of `login` that names the page to come back to.
    public let returnParameter: String

    /// Makes routes; what is left out has the values of the built-in proxy.
    public init(
        login: String = "/login", callback: String = "/login/callback", logout: String = "/logout",
        logoutMethod: String = "POST", home: String = "/", health: String = "/healthz",
        backChannelLogout: String = "/logout/backchannel", returnParameter: String = "returnTo"
    ) {
        self.login = login
        self.callback = callback
        self.logout = logout
        self.logoutMethod = logoutMethod
        self.home = home
        self.health = health
        self.backChannelLogout = backChannelLogout
        self.returnParameter = returnParameter
    }
}
