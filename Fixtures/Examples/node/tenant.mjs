// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

// Speaks to the Qlik Cloud tenant on behalf of one user, beside the forwarding: login, CSRF token, renewal, logout.
// Source: qlik.dev, "Login" (POST /login/jwt-session), "Create signed tokens for JWT authorization", "CSRF token".

import { sign } from 'node:crypto';
import { Refusal } from './answers.mjs';
import { CookieJar } from './cookies.mjs';
import { request } from './network.mjs';
import { randomText } from './sessions.mjs';

// A token is used once, at once; an hour is the most that the tenant allows.
const tokenSeconds = 60;
// The tenant must be past `nbf` by its own clock, which may be behind ours.
const skewSeconds = 10;

export class Tenant {
  constructor(configuration, sessions) {
    this.configuration = configuration;
    this.sessions = sessions;
    this.origin = configuration.tenant.origin;
    this.authority = configuration.tenant.host;
  }

  // Opens a tenant session for this user and gives its cookies.
  async logIn(user) {
    const { webIntegrationId, tenant } = this.configuration;
    const answer = await this.#ask('/login/jwt-session', {
      method: 'POST',
      headers: { Authorization: `Bearer ${this.#token(user)}`, 'qlik-web-integration-id': webIntegrationId },
    });
    if (answer.status !== 200) throw new TenantRefusal(answer.status);
    const jar = new CookieJar(tenant.hostname);
    jar.take(answer.rawHeaders, '/login/jwt-session');
    // A balancer's cookies alone are no session: whoever keeps that looks signed in and fails at every call.
    if (!jar.has('eas.sid')) throw new TenantRefusal(502);
    return jar;
  }

  // The token that modifying requests and socket handshakes carry; asked for when it is first needed.
  async csrfToken(session, mayRenew = true) {
    if (session.csrfToken) return session.csrfToken;
    const { generation } = session;
    const path = '/api/v1/csrf-token';
    const answer = await this.#ask(path, { headers: this.#headers(session, path) });
    if (answer.status === 401 && mayRenew) {
      await this.renew(session, generation);
      return this.csrfToken(session, false);
    }
    if (session.generation !== generation) return this.csrfToken(session, false); // of a session that was replaced
    session.jar.take(answer.rawHeaders, path);
    return (session.csrfToken = answer.headers['qlik-csrf-token'] ?? '');
  }

  // Replaces a tenant session that is over. Requests that find out at the same time share one login; one that was sent
  // before an earlier renewal finds a newer generation and has nothing to do.
  renew(session, generation) {
    if (session.generation !== generation) return Promise.resolve();
    session.renewal ??= this.#renewNow(session).finally(() => (session.renewal = undefined));
    return session.renewal;
  }

  async #renewNow(session) {
    try {
      session.jar = await this.logIn(session.user);
    } catch (error) {
      // Only a definite refusal is the end; a tenant that is busy for a moment signs nobody out.
      if (!(error instanceof TenantRefusal) || !error.isDefinite) throw error;
      this.sessions.end(session);
      throw new Refusal(401, 'The session is over.');
    }
    session.csrfToken = undefined;
    session.generation += 1;
  }

  // Ends the tenant session; what the tenant says to it changes nothing here.
  async logOut(session) {
    try {
      await this.#ask('/logout', { headers: this.#headers(session, '/logout') });
    } catch (error) {
      console.error(`the tenant session could not be ended: ${error.message}`);
    }
  }

  #headers(session, path) {
    return { Cookie: session.jar.line(path), 'qlik-web-integration-id': this.configuration.webIntegrationId };
  }

  async #ask(path, options) {
    try {
      return await request(this.origin + path, options);
    } catch {
      throw new TenantRefusal(502);
    }
  }

  #token(user) {
    const { issuer, keyId, privateKey } = this.configuration;
    const now = Math.floor(Date.now() / 1000);
    const header = { alg: 'RS256', typ: 'JWT', kid: keyId };
    const claims = {
      iss: issuer, aud: 'qlik.api/login/jwt-session', sub: user.subject, subType: 'user', name: user.name,
      email: user.email, email_verified: user.isEmailVerified, ...(user.groups && { groups: user.groups }),
      jti: randomText(), iat: now, nbf: now - skewSeconds, exp: now - skewSeconds + tokenSeconds,
    };
    const text = [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
    return `${text}.${sign('RSA-SHA256', Buffer.from(text), privateKey).toString('base64url')}`;
  }
}

// The tenant did not open a session. The browser gets 502 or 503: it asked for nothing wrong.
export class TenantRefusal extends Refusal {
  constructor(tenantStatus) {
    super(tenantStatus >= 500 || tenantStatus === 429 ? 503 : 502, 'The tenant did not open a session.');
    this.isDefinite = [400, 401, 403].includes(tenantStatus);
  }
}
