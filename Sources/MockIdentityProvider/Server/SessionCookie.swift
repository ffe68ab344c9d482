// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// The cookie by which a browser is signed in at the mock identity provider.
///
/// - Shape: `idp_session=<user name>`; a runner that puts it into its jar is signed in without a page.
enum SessionCookie {
    static let name = "idp_session"

    /// The line that signs a browser in.
    static func setting(_ value: String) -> String {
        "\(name)=\(PercentEncoding.encode(value)); Path=/; HttpOnly; SameSite=Lax"
    }

    /// The line that signs a browser out.
    static let clearing = "\(name)=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax"
}
