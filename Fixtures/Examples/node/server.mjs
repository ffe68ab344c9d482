// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

// A session cookie proxy for Qlik Cloud in Node, with nothing but Node: an example, and a subject for the scenarios.
// This file decides who may ask what; the others do it.

import http from 'node:http';
import https from 'node:https';
import { Refusal, send, sendProblem, sendRaw, sendRedirect } from './answers.mjs';
import { readConfiguration } from './configuration.mjs';
import { onlyCookie, sessionCookie } from './cookies.mjs';
import { Forwarding } from './forwarding.mjs';
import { count, hasPlainNames } from './heads.mjs';
import { limits } from './limits.mjs';
import { Sessions } from './sessions.mjs';
import { SignIn } from './sign-in.mjs';
import { Sockets } from './sockets.mjs';
import { Tenant } from './tenant.mjs';

const configuration = configured();
const sessions = new Sessions(configuration);
const tenant = new Tenant(configuration, sessions);
const signIn = new SignIn(configuration, sessions, tenant);
const forwarding = new Forwarding(configuration, tenant);
const sockets = new Sockets(configuration, tenant, sessions);

const ownRoutes = {
  '/healthz': { GET: (req, res) => send(res, 200, { 'Content-Type': 'text/plain' }, 'well\n') },
  '/login': { GET: (req, res) => signIn.begin(req, res) },
  [configuration.redirectUri.pathname]: { GET: (req, res) => signIn.finish(req, res) },
  '/logout': { POST: (req, res) => signIn.logOut(req, res) },
};

// Refuses what could be read in two ways, by us and by the tenant: whoever disagrees on where a request ends, or on what
// it asks for, lets one request guard another (RFC 9112 §3.2, §5.1, §6.1). Node's parser has refused the rest by now,
// or does so right after it has shown us the head.
function checkMessage(req) {
  if (count(req.rawHeaders, 'host') !== 1 || count(req.rawHeaders, 'content-length') > 1) {
    throw new Refusal(400, 'A field that may stand once stands more often, or not at all.');
  }
  if (!hasPlainNames(req.rawHeaders)) throw new Refusal(400, 'A field has no proper name.');
  const coding = req.headers['transfer-encoding'];
  if (coding !== undefined && (coding.toLowerCase() !== 'chunked' || req.httpVersion === '1.0')) {
    throw new Refusal(400, 'How long the body is cannot be known.');
  }
  const [path] = req.url.split('?');
  if (!path.startsWith('/') || /[\\#\x00-\x20\x7f-\xff]/.test(req.url)) throw new Refusal(400, 'The target is no path.');
  // What looks like a step to another folder is one to somebody.
  if (/(^|\/)\.{1,2}(;|\/|$)/.test(path.replaceAll(/%2e/gi, '.').replaceAll(/%2f|%5c/gi, '/'))) {
    throw new Refusal(400, 'The path leads elsewhere.');
  }
  if (req.url.length > limits.targetBytes) throw new Refusal(414, 'The target is too long.');
  if (Number(req.headers['content-length'] ?? 0) > limits.bodyBytes) throw new Refusal(413, 'The body is too large.');
  if (!http.METHODS.includes(req.method) || ['CONNECT', 'TRACE'].includes(req.method)) {
    throw new Refusal(405, 'This method is not served.', { Allow: 'GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS' });
  }
}

// The name that the proxy is known by, and no other: links and cookies are made for it.
function checkHost(req) {
  if (req.headers.host.toLowerCase() !== configuration.publicAuthority) throw new Refusal(421, 'Not known by this name.');
}

// With the tenant's cookies and token added here, the browser's cookie is all that a forged request needs: only requests
// that our own pages caused may change anything (RFC 10017 §6.1.3.3). Browsers say so in fields that pages cannot set.
function checkSite(req) {
  const { origin, 'sec-fetch-site': site } = req.headers;
  const isOwn = origin === configuration.publicOrigin;
  if (origin !== undefined && !isOwn) throw new Refusal(403, 'Another site asks.');
  if (['GET', 'HEAD', 'OPTIONS'].includes(req.method)) return;
  if (site !== undefined ? site !== 'same-origin' : !isOwn) throw new Refusal(403, 'Another site may be asking.');
}

async function serve(req, res) {
  checkMessage(req);
  const [path] = req.url.split('?');
  if (path === '/healthz') return ownRoutes[path].GET(req, res); // probes know the machine, not the public name
  checkHost(req);
  // A preflight is answered here: no other origin may ask, so nothing is allowed.
  if (req.method === 'OPTIONS' && req.headers['access-control-request-method']) return send(res, 204, {}, '');
  const route = ownRoutes[path];
  if (route) {
    const handler = route[req.method];
    if (!handler) throw new Refusal(405, 'Not with this method.', { Allow: Object.keys(route).join(', ') });
    if (req.method !== 'GET') checkSite(req);
    return handler(req, res);
  }
  checkSite(req);
  const session = sessions.find(onlyCookie(req, sessionCookie));
  if (session) return forwarding.forward(req, res, session);
  // Only a person who visits a page can be sent to sign in; a program is told (401).
  if (!isPageVisit(req)) throw new Refusal(401, 'Nobody is signed in.');
  sendRedirect(res, 302, `/login?${new URLSearchParams({ returnTo: req.url })}`);
}

function isPageVisit({ method, headers }) {
  if (method !== 'GET' || headers['x-requested-with']) return false;
  if (headers['sec-fetch-mode']) return headers['sec-fetch-mode'] === 'navigate';
  return (headers.accept ?? '').includes('text/html');
}

// The answer that is due on a connection, for when the parser finds fault with what follows the head.
const due = new WeakMap();

function answer(req, res) {
  due.set(req.socket, res);
  serve(req, res).catch((error) => {
    if (!(error instanceof Refusal)) console.error(`a request failed: ${error.stack}`);
    sendProblem(res, error instanceof Refusal ? error : new Refusal(500, 'The proxy failed.'));
  });
}

// Sockets know no CORS: the origin is what tells another site's page from ours (RFC 6455 §10.2).
function upgrade(req, socket, head) {
  socket.on('error', () => socket.destroy());
  if (req.headers.upgrade.toLowerCase() !== 'websocket') return serveWithoutUpgrade(req, socket);
  try {
    checkMessage(req);
    checkHost(req);
    const session = sessions.find(onlyCookie(req, sessionCookie));
    if (!session) throw new Refusal(401, 'Nobody is signed in.');
    if (req.headers.origin !== configuration.publicOrigin) throw new Refusal(403, 'Another site asks.');
    sockets.open(req, socket, head, session);
  } catch (error) {
    if (!(error instanceof Refusal)) console.error(`an upgrade failed: ${error.stack}`);
    const { status, message } = error instanceof Refusal ? error : new Refusal(500, 'The proxy failed.');
    sendRaw(socket, status, message);
  }
}

// An upgrade to anything else is ignored, as a server may (RFC 9110 §7.8): the request is answered, and the connection,
// which Node reads no further, ends.
function serveWithoutUpgrade(req, socket) {
  if (req.headers['content-length'] || req.headers['transfer-encoding']) return sendRaw(socket, 501, 'Not with a body.');
  const res = new http.ServerResponse(req);
  res.shouldKeepAlive = false;
  res.assignSocket(socket);
  res.on('finish', () => socket.destroySoon());
  req.push(null);
  answer(req, res);
}

function malformed(error, socket) {
  const [status, reason] = {
    HPE_HEADER_OVERFLOW: [431, 'The fields are too long.'], ERR_HTTP_REQUEST_TIMEOUT: [408, 'The request takes too long.'],
  }[error.code] ?? [400, 'The request is malformed.'];
  const res = due.get(socket);
  if (!res || res.writableFinished) return sendRaw(socket, status, reason);
  if (res.writableEnded) return; // it is on its way, and the last one
  res.shouldKeepAlive = false;
  sendProblem(res, new Refusal(status, reason));
}

const server = https.createServer({
  ...configuration.tls, maxHeaderSize: limits.headBytes, headersTimeout: 15_000, requestTimeout: 300_000,
  connectionsCheckingInterval: 1000, // those two are looked at this often
}, answer);
server.on('upgrade', upgrade);
server.on('connect', (req, socket) => sendRaw(socket, 405, 'No tunnels.'));
server.on('clientError', malformed);
server.listen(configuration.listenPort, configuration.listenHost, () => {
  const { address, port } = server.address();
  console.error(`listening on ${address}:${port}`);
});

for (const signal of ['SIGTERM', 'SIGINT']) {
  process.on(signal, () => {
    server.close(() => process.exit(0));
    server.closeIdleConnections();
    sessions.endAll(1001);
    setTimeout(() => process.exit(0), 2000).unref();
  });
}

function configured() {
  try {
    return readConfiguration(process.env);
  } catch (error) {
    console.error(error.message);
    process.exit(2);
  }
}
