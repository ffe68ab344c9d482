// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

// Signs users in: OpenID Connect, authorization code flow with PKCE.
// Source: OpenID Connect Core 1.0 §3.1; RFC 7636; RFC 9700 §2.1, §4.7; OpenID Connect RP-Initiated Logout 1.0.

import { createHash, createPublicKey, verify } from 'node:crypto';
import { Refusal, sendRedirect, send } from './answers.mjs';
import { onlyCookie, removeCookie, sessionCookie, setCookie, signInCookie } from './cookies.mjs';
import { limits } from './limits.mjs';
import { request } from './network.mjs';
import { randomText } from './sessions.mjs';

const clockSkewSeconds = 10;
// A stranger can make us meet unknown key ids; the provider is not asked for its keys more often than this.
const keySetMilliseconds = 5000;

export class SignIn {
  // What was begun and has not come back, by state: each is worth one callback, in the browser that began.
  #pending = new Map();
  #metadata;
  #keys = { fetchedAt: 0, byID: new Map() };

  constructor(configuration, sessions, tenant) {
    this.configuration = configuration;
    this.sessions = sessions;
    this.tenant = tenant;
  }

  // GET /login?returnTo=/page
  async begin(req, res) {
    const query = new URLSearchParams(req.url.split('?')[1]);
    const returnTo = ownPath(query.get('returnTo') ?? query.get('returnto'), this.configuration.publicOrigin);
    // Another site cannot switch a user who is signed in.
    const isForeign = ['cross-site', 'same-site'].includes(req.headers['sec-fetch-site']);
    if (isForeign && this.sessions.find(onlyCookie(req, sessionCookie))) return sendRedirect(res, 302, returnTo);

    const { authorization_endpoint: endpoint } = await this.#provider();
    const browser = this.#browser(req) ?? randomText();
    const [state, nonce, verifier] = [randomText(), randomText(), randomText()];
    this.#remember(state, { browser: sha256(browser), nonce, verifier, returnTo });
    const location = new URL(endpoint);
    location.search = new URLSearchParams({
      ...Object.fromEntries(location.searchParams), response_type: 'code', client_id: this.configuration.clientId,
      redirect_uri: this.configuration.redirectUri.href, scope: 'openid profile email', state, nonce,
      code_challenge: sha256(verifier), code_challenge_method: 'S256',
    });
    sendRedirect(res, 302, location.href, [setCookie(signInCookie, browser, limits.signInMilliseconds / 1000)]);
  }

  // The callback: whatever it is called with, it answers once, and asks the provider only about what was begun here.
  async finish(req, res) {
    const query = new URLSearchParams(req.url.split('?')[1]);
    const only = (name) => (query.getAll(name).length === 1 ? query.get(name) : undefined);
    const state = only('state');
    const begun = this.#pending.get(state);
    const browser = onlyCookie(req, signInCookie);
    if (!begun || begun.expires < Date.now() || !browser || begun.browser !== sha256(browser)) {
      throw new Refusal(400, 'This sign-in was not begun in this browser, or it is over.');
    }
    this.#pending.delete(state);
    const cookies = [removeCookie(signInCookie)];
    try {
      if (query.has('error')) throw new Refusal(403, 'The identity provider refused the sign-in.');
      const { issuer } = await this.#provider();
      // RFC 9207: an answer of another issuer than the one asked is an attack.
      if (query.has('iss') && only('iss') !== issuer) throw new Refusal(400, 'Another provider answered.');
      if (!only('code')) throw new Refusal(400, 'The callback has no code.');
      const user = await this.#redeem(only('code'), begun);
      const jar = await this.tenant.logIn(user);
      const previous = this.sessions.find(onlyCookie(req, sessionCookie));
      if (previous) this.#end(previous);
      const { id } = this.sessions.create(user, jar);
      this.#forgetOthers(begun.browser);
      sendRedirect(res, 302, begun.returnTo, [...cookies, setCookie(sessionCookie, id)]);
    } catch (error) {
      if (error instanceof Refusal) error.headers['Set-Cookie'] = cookies;
      throw error;
    }
  }

  // POST /logout; the caller has seen to it that it comes from our own pages.
  async logOut(req, res) {
    const session = this.sessions.find(onlyCookie(req, sessionCookie));
    if (session) await this.#end(session);
    // A browser removes a `__Host-` cookie only where the attributes fit (RFC 6265bis §5.7).
    const cookies = [removeCookie(sessionCookie), removeCookie(signInCookie)];
    const location = await this.#endSessionLocation();
    if (location) return sendRedirect(res, 303, location, cookies);
    send(res, 200, { 'Content-Type': 'text/plain; charset=utf-8', 'Set-Cookie': cookies }, 'You are signed out.\n');
  }

  // Here first, then at the tenant.
  #end(session) {
    this.sessions.end(session);
    return this.tenant.logOut(session);
  }

  async #endSessionLocation() {
    try {
      const { end_session_endpoint: endpoint } = await this.#provider();
      if (!endpoint) return undefined;
      const { clientId, publicOrigin } = this.configuration;
      return `${endpoint}?${new URLSearchParams({ client_id: clientId, post_logout_redirect_uri: `${publicOrigin}/` })}`;
    } catch {
      return undefined; // who cannot be asked cannot be logged out of
    }
  }

  // The sign-in cookie's value, where it belongs to something under way: two tabs share it.
  #browser(req) {
    const value = onlyCookie(req, signInCookie);
    const digest = value && sha256(value);
    return [...this.#pending.values()].some((begun) => begun.browser === digest) ? value : undefined;
  }

  #remember(state, begun) {
    this.#pending.set(state, { ...begun, expires: Date.now() + limits.signInMilliseconds });
    // Maps keep the order of insertion: the first is the oldest.
    if (this.#pending.size > limits.pendingSignIns) this.#pending.delete(this.#pending.keys().next().value);
  }

  #forgetOthers(browser) {
    for (const [state, begun] of this.#pending) if (begun.browser === browser) this.#pending.delete(state);
  }

  // Exchanges the code for an ID token, and tells who signed in.
  async #redeem(code, { verifier, nonce }) {
    const { token_endpoint: endpoint, token_endpoint_auth_methods_supported: methods } = await this.#provider();
    const { clientId, clientSecret, redirectUri } = this.configuration;
    const form = new URLSearchParams({
      grant_type: 'authorization_code', code, redirect_uri: redirectUri.href, code_verifier: verifier,
    });
    const headers = { 'Content-Type': 'application/x-www-form-urlencoded', Accept: 'application/json' };
    // The default is the Authorization field (OpenID Connect Core §9), with both parts form-encoded (RFC 6749 §2.3.1).
    if (!methods || methods.includes('client_secret_basic')) {
      const pair = [clientId, clientSecret].map(encodeURIComponent).join(':');
      headers.Authorization = `Basic ${Buffer.from(pair).toString('base64')}`;
    } else {
      form.set('client_id', clientId);
      form.set('client_secret', clientSecret);
    }
    const answer = await this.#ask(endpoint, { method: 'POST', headers, body: form.toString() });
    const token = answer.status === 200 && readJSON(answer.body)?.id_token;
    if (typeof token !== 'string') throw new Refusal(502, 'The identity provider gave no ID token.');
    return userOf(await this.#verified(token, nonce));
  }

  // OpenID Connect Core §3.1.3.7. One algorithm: what the token says of itself chooses nothing.
  async #verified(token, nonce) {
    const refuse = () => new Refusal(502, 'The ID token is not valid.');
    const [head, body, signature, ...more] = token.split('.');
    const [header, claims] = [head, body].map((part) => readJSON(Buffer.from(part ?? '', 'base64url').toString('utf8')));
    if (!header || !claims || !signature || more.length > 0 || header.alg !== 'RS256') throw refuse();
    const key = await this.#key(header.kid);
    const isSigned = key && verify('RSA-SHA256', Buffer.from(`${head}.${body}`), key, Buffer.from(signature, 'base64url'));
    if (!isSigned) throw refuse();
    const { issuer } = await this.#provider();
    const audience = [claims.aud].flat();
    const now = Date.now() / 1000;
    const isForUs = audience.includes(this.configuration.clientId)
      && (audience.length === 1 || claims.azp === this.configuration.clientId);
    const isCurrent = typeof claims.exp === 'number' && claims.exp > now - clockSkewSeconds;
    const isSomebody = typeof claims.sub === 'string' && claims.sub !== '';
    if (claims.iss !== issuer || !isForUs || !isCurrent || claims.nonce !== nonce || !isSomebody) throw refuse();
    return claims;
  }

  // The provider's key of this id; an unknown id makes us look again, for providers change their keys.
  async #key(id) {
    if (!this.#keys.byID.has(id) && Date.now() - this.#keys.fetchedAt > keySetMilliseconds) {
      const { jwks_uri: uri } = await this.#provider();
      const keys = readJSON((await this.#ask(uri)).body)?.keys ?? [];
      const usable = keys.filter((key) => key.kty === 'RSA' && (key.use ?? 'sig') === 'sig');
      const byID = new Map(usable.map((key) => [key.kid, createPublicKey({ key, format: 'jwk' })]));
      if (byID.size > 0) this.#keys = { fetchedAt: Date.now(), byID };
    }
    return this.#keys.byID.get(id);
  }

  // The provider's metadata (OpenID Connect Discovery 1.0 §4), which must be about the issuer that was configured.
  async #provider() {
    if (this.#metadata) return this.#metadata;
    const { idp } = this.configuration;
    const answer = await this.#ask(`${idp}/.well-known/openid-configuration`);
    const metadata = readJSON(answer.body);
    if (answer.status !== 200 || metadata?.issuer?.replace(/\/$/, '') !== idp) {
      throw new Refusal(502, 'The identity provider does not describe itself.');
    }
    return (this.#metadata = metadata);
  }

  async #ask(url, options) {
    try {
      return await request(url, options);
    } catch {
      throw new Refusal(502, 'The identity provider does not answer.');
    }
  }
}

// Subject, mail and name exactly as the provider vouches for them: folding look-alikes together would give one the
// other's data.
function userOf(claims) {
  if (typeof claims.email !== 'string') throw new Refusal(403, 'The tenant asks for a mail address; this user has none.');
  return {
    subject: claims.sub, email: claims.email, name: typeof claims.name === 'string' ? claims.name : claims.email,
    isEmailVerified: claims.email_verified === true, groups: Array.isArray(claims.groups) ? claims.groups : undefined,
  };
}

// A path of our own, or the front page (RFC 9700 §4.11). It is judged as browsers read it: they take `\` for `/` and
// drop tabs and line ends.
export function ownPath(text, origin) {
  if (!text || !text.startsWith('/') || /[\x00-\x20\x7f\\]/.test(text)) return '/';
  try {
    const url = new URL(text, origin);
    return url.origin === origin && !text.startsWith('//') && !url.pathname.startsWith('//') ? text : '/';
  } catch {
    return '/';
  }
}

const sha256 = (text) => createHash('sha256').update(text).digest('base64url');

function readJSON(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
