// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

// Cookies on both sides: those that this proxy gives to browsers, and the jar that holds the tenant's.

export const sessionCookie = '__Host-session';
export const signInCookie = '__Host-sign-in';

// `__Host-`: only this host over https, never a sibling (RFC 6265bis §4.1.3.2). Lax, not Strict: the page that follows
// the identity provider's redirect is asked for in a chain that another site began.
const attributes = 'Path=/; Secure; HttpOnly; SameSite=Lax';
export const setCookie = (name, value, maxAge) =>
  `${name}=${value}; ${attributes}${maxAge === undefined ? '' : `; Max-Age=${maxAge}`}`;
export const removeCookie = (name) => setCookie(name, '', 0);

// The value of a cookie of this name, if there is exactly one: where there are two, somebody planted one of them.
export function onlyCookie(req, name) {
  const values = (req.headers.cookie ?? '').split(';').map((pair) => pair.trimStart())
    .filter((pair) => pair.startsWith(`${name}=`)).map((pair) => pair.slice(name.length + 1));
  return values.length === 1 ? values[0] : undefined;
}

// The tenant's cookies of one session (RFC 6265 §5.3, §5.4).
export class CookieJar {
  #cookies = new Map();

  constructor(host) {
    this.host = host;
  }

  // Takes every Set-Cookie line of an answer; each line is one cookie, for a date has a comma in it.
  take(rawHeaders, requestPath) {
    for (let index = 0; index < rawHeaders.length; index += 2) {
      if (rawHeaders[index].toLowerCase() === 'set-cookie') this.#store(rawHeaders[index + 1], requestPath);
    }
  }

  has(name) {
    return [...this.#cookies.values()].some((cookie) => cookie.name === name && cookie.value !== '');
  }

  // The Cookie line for a request to the tenant; longer paths come first.
  line(path, now = Date.now()) {
    return [...this.#cookies.values()]
      .filter((cookie) => cookie.expires > now && pathMatches(path, cookie.path))
      .sort((one, other) => other.path.length - one.path.length)
      .map((cookie) => `${cookie.name}=${cookie.value}`).join('; ');
  }

  #store(line, requestPath) {
    const [pair, ...rest] = line.split(';');
    const equals = pair.indexOf('=');
    const name = pair.slice(0, Math.max(equals, 0)).trim();
    const value = pair.slice(equals + 1).trim();
    if (equals < 0 || name === '' || /[\x00-\x08\x0a-\x1f\x7f]/.test(line)) return;
    const cookie = { name, value, path: defaultPath(requestPath), expires: Infinity };
    let domain;
    let maxAge;
    for (const attribute of rest) {
      const [key, ...values] = attribute.split('=');
      const text = values.join('=').trim();
      switch (key.trim().toLowerCase()) {
        case 'path': if (text.startsWith('/')) cookie.path = text; break;
        case 'domain': domain = text.replace(/^\./, '').toLowerCase(); break;
        case 'expires': if (!Number.isNaN(Date.parse(text))) cookie.expires = Date.parse(text); break;
        case 'max-age': if (/^-?\d+$/.test(text)) maxAge = Number(text); break;
      }
    }
    if (domain && domain !== this.host && !this.host.endsWith(`.${domain}`)) return;
    if (maxAge !== undefined) cookie.expires = maxAge > 0 ? Date.now() + maxAge * 1000 : 0;
    const key = `${name};${domain ?? ''};${cookie.path}`;
    if (cookie.expires <= Date.now()) this.#cookies.delete(key);
    else this.#cookies.set(key, cookie);
  }
}

function defaultPath(path) {
  const directory = path.slice(0, path.lastIndexOf('/'));
  return directory === '' ? '/' : directory;
}

function pathMatches(path, cookiePath) {
  return path === cookiePath || (path.startsWith(cookiePath) && (cookiePath.endsWith('/') || path[cookiePath.length] === '/'));
}
