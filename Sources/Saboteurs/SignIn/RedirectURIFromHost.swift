// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Links
public import Testbed
import Wire

/// Builds the redirect URI from a field that the browser sent.
public struct RedirectURIFromHost: Saboteur {
    /// The name in reports.
    public static let name = "redirect-uri-from-host"
    /// The requirements that must catch it.
    public static let breaks = ["LOGIN-01"]
    /// What is wrong with this proxy.
    public static let summary = "Builds the redirect URI from a field that the browser sent."

    /// Makes it for one stage.
    public init() {}

    /// Puts the defect in.
    public func sabotage(_ seams: inout StageSeams) {
        seams.browserSide = LinkBehaviour(
            onResponse: { response, request, _ in
                guard let forged = request.headers.first("X-Forwarded-Host"), let host = request.headers.first("Host"),
                    let location = response.headers.first("Location")
                else { return }
                let encoded = host.replacing(":", with: "%3A")
                response.headers.set(
                    "Location", location.replacing(encoded, with: forged).replacing(host, with: forged))
            })
    }
}
