// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// The page after a logout that leads nowhere else.
enum SignedOutPage {
    static let html = HTML.page(title: "Signed out", body: "<p>You are signed out of this identity provider.</p>")
}
