// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// What is to become of a tenant's answer, known from its head.
enum AnswerPlan {
    /// It goes on as it comes.
    case stream
    /// It is taken in whole so that tenant links in its JSON can be rewritten.
    case links
    /// Tenant links in its JSON are rewritten as it goes on.
    case linkStream
    /// It is taken in because it may say that the CSRF token is stale.
    case token
    /// It says that the tenant session is gone: it stays here, and the session is renewed.
    case renew
    /// It refuses an upgrade: its status goes on, the rest stays here.
    case refused
    /// It would show the tenant's own sign-in: it stays here, and the browser learns that it is signed out.
    case signedOut
}

/// What is known of an answer's length before its head is written.
enum AnswerLength {
    /// The tenant's own framing says it.
    case asTold
    /// The body is at hand and has so many octets.
    case known(Int)
    /// The body becomes longer or shorter on its way.
    case open
}

/// How the end of an answer is told to the browser.
enum AnswerFraming {
    case none, length, chunked, close
}
