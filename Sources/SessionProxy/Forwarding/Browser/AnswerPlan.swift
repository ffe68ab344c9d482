// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// What is to become of a tenant's answer, known from its head.
enum AnswerPlan {
    /// It goes on as it comes.
    case stream
    /// It is taken in whole so that tenant links in its JSON can be rewritten.
    case links
    /// It is taken in because it may say that the CSRF token is stale.
    case token
    /// It says that the tenant session is gone: it stays here, and the session is renewed.
    case renew
    /// It refuses an upgrade: its status goes on, the rest stays here.
    case refused
    /// It would show the tenant's own sign-in: it stays here, and the browser learns that it is signed out.
    case signedOut
}

/// How the end of an answer is told to the browser.
enum AnswerFraming {
    case none, length, chunked, close
}
