// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// What the harness has to know of a proxy that runs already.
public struct TargetDeployment: Sendable, Hashable {
    /// The origin that browsers visit: `https://bff.example.org`.
    public let url: String
    /// A PEM file with certificates to trust besides the system's; nil for none.
    public let trust: String?
    /// The doubles that it is configured for; nil where it has a tenant of its own.
    public let doubles: TargetDoubles?
    /// Who can sign in, by their names in scenarios; empty where the mock identity provider knows everybody.
    public let accounts: [String: TargetAccount]
    /// The fields of the sign-in page.
    public let form: TargetForm

    /// Describes a deployment.
    public init(
        url: String, trust: String? = nil, doubles: TargetDoubles? = nil, accounts: [String: TargetAccount] = [:],
        form: TargetForm = TargetForm()
    ) {
        self.url = url
        self.trust = trust
        self.doubles = doubles
        self.accounts = accounts
        self.form = form
    }
}

/// Where a deployment finds tenant and identity provider, and how they know it: the harness plays both there.
public struct TargetDoubles: Sendable, Hashable {
    /// The tenant's origin as the deployment dials it; the harness listens on its port.
    public let tenant: String
    /// The identity provider's origin as the deployment and the browsers dial it; the harness listens on its port.
    public let identityProvider: String
    /// The address to listen on.
    public let listen: String
    /// A PEM file with a certificate for both hosts that the deployment trusts.
    public let certificate: String
    /// A PEM file with its key.
    public let key: String
    /// A PEM file with the public half of the key that signs the JWT.
    public let publicKey: String
    /// What the deployment is registered as, by the published names: `clientId`, `clientSecret`, `webIntegrationId`,
    /// `issuer`, `keyId`.
    public let registration: [String: String]

    /// The names that `registration` must have.
    public static let registrationNames = ["clientId", "clientSecret", "webIntegrationId", "issuer", "keyId"]

    /// Describes doubles.
    public init(
        tenant: String, identityProvider: String, listen: String = "127.0.0.1", certificate: String, key: String,
        publicKey: String, registration: [String: String]
    ) {
        self.tenant = tenant
        self.identityProvider = identityProvider
        self.listen = listen
        self.certificate = certificate
        self.key = key
        self.publicKey = publicKey
        self.registration = registration
    }
}

/// Somebody who can sign in at a deployment.
public struct TargetAccount: Sendable, Hashable {
    /// The address that the tenant knows; it stands for `NAME@example.com` in scenarios.
    public let email: String?
    /// What is typed into the sign-in page, the user name first; empty where the sign-in needs no page.
    public let username: String?
    /// The password.
    public let password: String?
    /// Cookies of a session that is open already, by name.
    public let cookies: [String: String]
    /// Header fields that every request of this user carries.
    public let headers: [String: String]

    /// Describes an account.
    public init(
        email: String? = nil, username: String? = nil, password: String? = nil, cookies: [String: String] = [:],
        headers: [String: String] = [:]
    ) {
        self.email = email
        self.username = username
        self.password = password
        self.cookies = cookies
        self.headers = headers
    }

    /// Whether this user is signed in by what was given, without a sign-in.
    public var isGiven: Bool { !cookies.isEmpty || !headers.isEmpty }
}

/// The names of the fields of a sign-in page; user name and password may stand on one page or on two.
public struct TargetForm: Sendable, Hashable {
    /// The field for the user name.
    public let username: String
    /// The field for the password.
    public let password: String

    /// Names fields.
    public init(username: String = "username", password: String = "password") {
        self.username = username
        self.password = password
    }
}
