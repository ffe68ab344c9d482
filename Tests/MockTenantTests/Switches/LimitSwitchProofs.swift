// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Transport
import Wire

@testable import MockTenant

extension SwitchProof {
    static let limits = [
        SwitchProof(
            "links-name-the-default-port", [("off", "http://tenant.localhost"), ("on", "http://tenant.localhost:80")]
        ) { harness in
            let browser = try await harness.signIn()
            let me = try await browser.send("GET", "/api/v1/users/me", ["Host": "tenant.localhost"]).json
            let url = me["links"]?["self"]?["href"]?.stringValue ?? "none"
            return url.replacing(#//api/v1/users/[0-9a-f]+$/#, with: "")
        },
        SwitchProof("limits-rates", [("off", "200"), ("on", "429")]) { harness in
            harness.tenant.switches.tierOneRequestsPerMinute = 0
            return try await harness.signIn().send("GET", "/api/v1/users/me").status
        },
        SwitchProof("tier-one-requests-per-minute", [("1000", "200"), ("0", "429")]) { harness in
            harness.tenant.switches.limitsRates = true
            return try await harness.signIn().send("GET", "/api/v1/users/me").status
        },
        SwitchProof("tier-two-requests-per-minute", [("100", "200"), ("0", "429")]) { harness in
            harness.tenant.switches.limitsRates = true
            return try await harness.login(harness.forge().text).status
        },
        SwitchProof("data-file-limit-bytes", [("500000000", "201"), ("10", "413")]) { harness in
            let body = UploadTests.form("a.csv", "x")
            return try await harness.signIn().upload("POST", UploadTests.files, UploadTests.multipart, body: body)
                .status
        },
    ]
}
