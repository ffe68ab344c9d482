// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

public import Transport

/// Everything a session cookie proxy must be told, as plain values.
///
/// The command reads it from the published variables (`read(from:)`); tests and other programs fill it in directly.
public struct ProxyConfiguration: Sendable, CustomStringConvertible, CustomReflectable {
    /// The client id at the identity provider (`clientId`).
    public var clientID: String
    /// The client secret at the identity provider (`clientSecret`).
    public var clientSecret: String
    /// The identity provider's issuer URL (`idpUri`); discovery starts here.
    public var identityProvider: HTTPURL
    /// The registered callback URL (`redirectUri`); its origin is the public origin of the proxy.
    public var redirectURI: HTTPURL
    /// The tenant (`tenantUri`); only its origin counts.
    public var tenant: HTTPURL
    /// The tenant's web integration id (`webIntegrationId`), when one is used.
    public var webIntegrationID: String?
    /// The issuer of the JWT for the tenant (`issuer`), as registered there.
    public var tokenIssuer: String
    /// The key id of the JWT for the tenant (`keyId`), as registered there.
    public var keyID: String
    /// The private key that signs the JWT (`privateKey`), as PEM text: RSA of 2048 bits or more, P-256 or P-384.
    public var privateKeyPEM: String
    /// The file that `privateKeyPEM` is from; a key that takes its place there signs from then on.
    public var privateKeyPath: String?
    /// The secret that takes part in sealing sessions and sign-ins (`sessionSecret`).
    public var sessionSecret: String
    /// Secrets that seal nothing any more and still open what they sealed (`previousSessionSecrets`).
    public var previousSessionSecrets: [String] = []

    /// The address to listen on (`listenHost`).
    public var listenHost = "127.0.0.1"
    /// The port to listen on (`listenPort`); 0 lets the system choose.
    public var listenPort = 0
    /// Where to answer `GET /metrics` (`metricsListen`), to whoever reaches it; nil answers it nowhere.
    public var metricsListen: Endpoint?
    /// Where sessions are kept (`sessionStore`, or `redis_db`, `redis_port` and `redis_pwd`).
    public var sessionStore = SessionStoreLocation.memory
    /// Certificate and key to listen with (`tlsCertificate`, `tlsPrivateKey`); nil listens in plain HTTP.
    public var serverIdentity: ServerIdentity?
    /// How long sessions live (`idleTimeout`, `absoluteTimeout`).
    public var lifetimes = SessionLifetimes()
    /// The sizes and numbers that requests, sockets and users are held to.
    public var limits = ProxyLimits()
    /// How long slow browsers are waited for.
    public var patience = ProxyPatience()
    /// How long one sign-in may take, in milliseconds (`signInTimeout`).
    public var signInMilliseconds: Int64 = 10 * 60 * 1000
    /// Whether a sign-in first asks the identity provider without showing a page (`silentLogin`).
    public var silentLogin = false
    /// Peers whose forwarding headers are believed (`trustedProxies`).
    public var trustedProxies: [AddressRange] = []
    /// The page at `/` for those who are signed in (`frontPage`), as HTML; nil shows a plain one.
    public var frontPage: String?
    /// Other origins that may call with credentials (`allowedOrigins`).
    public var allowedOrigins: [String] = []
    /// How long the tenant may take to begin an answer (`answerTimeout`); then 504.
    public var answerTimeout = Duration.seconds(30)
    /// How long the tenant may take to open a socket (`upgradeTimeout`); then 504.
    public var upgradeTimeout = Duration.seconds(8)
    /// The only roots to trust for tenant and identity provider, as PEM; nil means the system's, or `SSL_CERT_FILE`.
    public var trustRootsPEM: String?
    /// The scopes asked for at the identity provider.
    public var scopes = ["openid", "profile", "email"]

    /// States what has no default.
    public init(
        clientID: String, clientSecret: String, identityProvider: HTTPURL, redirectURI: HTTPURL, tenant: HTTPURL,
        webIntegrationID: String? = nil, tokenIssuer: String, keyID: String, privateKeyPEM: String,
        sessionSecret: String
    ) {
        self.clientID = clientID
        self.clientSecret = clientSecret
        self.identityProvider = identityProvider
        self.redirectURI = redirectURI
        self.tenant = tenant
        self.webIntegrationID = webIntegrationID
        self.tokenIssuer = tokenIssuer
        self.keyID = keyID
        self.privateKeyPEM = privateKeyPEM
        self.sessionSecret = sessionSecret
    }

    /// Names the parties; never a secret.
    public var description: String {
        "ProxyConfiguration(\(publicOrigin) for \(tenant.origin) with \(identityProvider))"
    }

    /// Shows the parties only, so that `dump` and string interpolation of containers tell no secret.
    public var customMirror: Mirror {
        Mirror(self, children: ["publicOrigin": publicOrigin, "tenant": tenant.origin], displayStyle: .struct)
    }
}

/// What follows from the configuration.
extension ProxyConfiguration {
    /// The origin browsers know, such as `https://proxy.example`.
    public var publicOrigin: String { redirectURI.origin }

    /// Whether browsers reach the proxy by https, here or at something in front (COOKIE-02).
    public var isPublicOriginSecure: Bool { redirectURI.isSecure }

    /// The name of the session cookie; the prefix binds it to host and https (RFC 6265bis §4.1.3.2).
    public var sessionCookieName: String { isPublicOriginSecure ? "__Host-session" : "session" }

    /// The name of the cookie that binds sign-ins under way to their browser.
    public var signInCookieName: String { isPublicOriginSecure ? "__Host-login" : "login" }

    /// The path of the callback route.
    public var callbackPath: String { redirectURI.target }

    /// Every secret that may have sealed something, the one that seals now first.
    var sessionSecrets: [String] { [sessionSecret] + previousSessionSecrets }

    /// The paths the proxy answers itself.
    public var ownPaths: [String] { ["/", OwnPath.login, callbackPath] + OwnPath.others }
}

/// The proxy's own paths, but for the callback, which the configuration names.
enum OwnPath {
    static let login = "/login"
    static let logout = "/logout"
    static let backChannelLogout = "/logout/backchannel"
    static let session = "/session"
    static let health = "/healthz"
    static let readiness = "/readyz"
    static let others = [logout, backChannelLogout, session, health, readiness]
}
