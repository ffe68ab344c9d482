// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

// Which header fields pass, in both directions. Node gives them as a flat list of names and values in their order and
// letter case, and takes them in the same form, so that what stays arrives as it was sent.

// Of one hop (RFC 9110 §7.6.1); and those that Node writes by itself, or we do.
const hopByHop = [
  'connection', 'keep-alive', 'proxy-connection', 'te', 'trailer', 'transfer-encoding', 'upgrade', 'http2-settings',
  'proxy-authorization', 'proxy-authenticate', 'proxy-authentication-info', 'expect',
];

// Fields by which a browser could claim an identity, or speak in this proxy's name, and those that we write ourselves.
const notFromBrowsers = new Set([
  ...hopByHop, 'host', 'cookie', 'content-length', 'via', 'authorization', 'proxy', 'forwarded', 'remote-user',
  'x-real-ip', 'x-rewrite-url', 'x-client-ip', 'true-client-ip', 'qlik-csrf-token', 'qlik-web-integration-id',
  'sec-websocket-key', 'sec-websocket-extensions', 'sec-websocket-version',
]);
const notFromBrowsersPrefixes = ['x-forwarded-', 'x-auth-', 'x-remote-', 'x-original-'];

const notFromTenant = new Set([...hopByHop, 'set-cookie']);

// Servers that pass fields on as variables read `_` as `-`: names are compared as they would be there (CVE-2025-64484).
const folded = (name) => name.toLowerCase().replaceAll('_', '-');

function* pairs(rawHeaders) {
  for (let index = 0; index < rawHeaders.length; index += 2) yield [rawHeaders[index], rawHeaders[index + 1]];
}

export const count = (rawHeaders, name) =>
  [...pairs(rawHeaders)].filter(([other]) => other.toLowerCase() === name).length;

// A blank before the colon makes a name that some read with it and some without (RFC 9112 §5.1).
export const hasPlainNames = (rawHeaders) =>
  [...pairs(rawHeaders)].every(([name]) => /^[!#$%&'*+.^_`|~\w-]+$/.test(name));

// The names that `Connection` lists: they end here too.
function named(headers) {
  return new Set((headers.connection ?? '').toLowerCase().split(',').map((name) => name.trim()));
}

// The fields of a browser's request that go on, and after them what is ours: `Connection` cannot take that away.
export function towardsTenant(req, { authority, cookie, csrfToken, webIntegrationId, publicOrigin }) {
  const dropped = named(req.headers);
  const fields = [];
  const via = [];
  for (const [name, value] of pairs(req.rawHeaders)) {
    const plain = folded(name);
    if (plain === 'via') via.push(value);
    if (notFromBrowsers.has(plain) || notFromBrowsersPrefixes.some((prefix) => plain.startsWith(prefix))) continue;
    if (dropped.has(name.toLowerCase())) continue;
    // The page's address at this proxy is one that the tenant may know; another site's is none of its business.
    if (plain === 'referer' && !value.startsWith(`${publicOrigin}/`)) continue;
    fields.push(name, value);
  }
  fields.push('Host', authority, 'Via', [...via, `${req.httpVersion} session-cookie-proxy`].join(', '));
  if (cookie) fields.push('Cookie', cookie);
  fields.push('qlik-web-integration-id', webIntegrationId);
  if (csrfToken) fields.push('qlik-csrf-token', csrfToken);
  return fields;
}

// The fields of the tenant's answer that go on to the browser.
export function towardsBrowser(answer, { tenantAuthority, publicOrigin }) {
  const dropped = named(answer.headers);
  const fields = [];
  const cache = [];
  for (const [name, value] of pairs(answer.rawHeaders)) {
    const plain = name.toLowerCase();
    // The tenant's word on who may read across origins is about its own origin, not about this one.
    if (notFromTenant.has(plain) || dropped.has(plain) || plain.startsWith('access-control-')) continue;
    if (plain === 'cache-control') cache.push(value);
    else if (plain === 'location' || plain === 'content-location') {
      fields.push(name, atThisProxy(value, tenantAuthority, publicOrigin));
    } else fields.push(name, value);
  }
  fields.push('Cache-Control', forOneOnly(cache.join(', ')));
  return fields;
}

// What was answered to one user is kept by no cache that others share (RFC 9111 §5.2.2.7).
function forOneOnly(cacheControl) {
  const directives = cacheControl.split(',').map((directive) => directive.trim()).filter(Boolean);
  const kept = directives.filter((directive) => !/^(public|s-maxage)\b/i.test(directive));
  if (!kept.some((directive) => /^(private|no-store)$/i.test(directive))) kept.push('private');
  return kept.join(', ');
}

// A URL at the tenant as one at this proxy; path and query as they are, other hosts untouched.
function atThisProxy(url, tenantAuthority, publicOrigin) {
  const [, authority, rest] = /^(?:https?:)?\/\/([^/?#]*)(.*)$/i.exec(url) ?? [];
  return authority?.toLowerCase() === tenantAuthority ? publicOrigin + rest : url;
}

// The target without query items of these names, else byte for byte.
export function withoutItems(target, names) {
  const [path, ...query] = target.split('?');
  if (query.length === 0) return target;
  const items = query.join('?').split('&').filter((item) => !names.includes(decoded(item.split('=')[0])));
  return `${path}?${items.join('&')}`;
}

function decoded(text) {
  try {
    return decodeURIComponent(text.replaceAll('+', ' ')).toLowerCase();
  } catch {
    return text.toLowerCase();
  }
}
