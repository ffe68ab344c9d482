// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// Which sites may ask for what (STAT-06, CSRF-03, WS-03).
struct OriginPolicy: Sendable {
    /// The proxy's own origin.
    let own: [UInt8]
    /// Own and configured origins.
    let allowed: [[UInt8]]

    init(own: String, others: [String]) {
        self.own = Array(own.utf8)
        allowed = [self.own] + others.map { Array($0.utf8) }
    }

    /// Whether the value of `Origin` is one of ours, octet for octet; `null`, look-alikes and lists are not.
    func allows(_ origin: UnsafeRawBufferPointer) -> Bool {
        allowed.contains { $0.count == origin.count && ASCII.hasPrefix(origin, $0) }
    }

    /// Whether a modifying request that carries a session was meant by one of our pages.
    ///
    /// - Source: OWASP "Cross-Site Request Forgery Prevention" (fetch metadata, then origin); RFC 10017 §6.1.3.3.
    func trusts(_ head: UnsafeRawBufferPointer, _ scanner: borrowing HeadScanner, _ facts: borrowing RequestFacts)
        -> Bool
    {
        func value(_ index: Int) -> UnsafeRawBufferPointer? {
            index < 0 ? nil : scanner.fields[index].value(in: head)
        }
        let origin = value(facts.origin)
        if let origin, facts.origins > 1 || !allows(origin) { return false }
        if let site = value(facts.secFetchSite), !ASCII.matches(site, "same-origin"), !ASCII.matches(site, "none") {
            // A configured origin is another site by nature, and said so by `Origin`.
            return origin.map { $0.count != own.count || !ASCII.hasPrefix($0, own) } ?? false
        }
        if origin != nil || facts.secFetchSite >= 0 { return true }
        if let referer = value(facts.referer) { return startsAtHome(referer) }
        // No browser of today gets here. What a form could send is refused, what needs a preflight is not.
        return facts.requestedWith >= 0 || !isFormLike(value(facts.contentType))
    }

    private func startsAtHome(_ referer: UnsafeRawBufferPointer) -> Bool {
        allowed.contains { origin in
            ASCII.hasPrefix(referer, origin)
                && (referer.count == origin.count || referer[origin.count] == UInt8(ascii: "/"))
        }
    }

    /// Whether a form can send that type without asking first (Fetch, "CORS-safelisted request-header").
    private func isFormLike(_ type: UnsafeRawBufferPointer?) -> Bool {
        guard let type else { return true }
        return ASCII.startsFolded(type, "application/x-www-form-urlencoded")
            || ASCII.startsFolded(type, "multipart/form-data") || ASCII.startsFolded(type, "text/plain")
    }
}
