// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

// What the proxy says in its own name. No answer of this file is stored by anybody, and none tells of the inside:
// the reason is one of ours, never the text of an exception or of another party (OWASP Session Management).

import { STATUS_CODES } from 'node:http';

// A request that is not served, with the status that the browser gets.
export class Refusal extends Error {
  constructor(status, reason, headers = {}) {
    super(reason);
    this.status = status;
    this.headers = headers;
  }
}

const own = { 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' };

// RFC 9457.
export function sendProblem(res, { status, message, headers = {} }) {
  const body = JSON.stringify({ type: 'about:blank', title: STATUS_CODES[status], status, detail: message });
  send(res, status, { 'Content-Type': 'application/problem+json', ...headers }, body);
}

export function sendRedirect(res, status, location, cookies = []) {
  send(res, status, { Location: location, 'Set-Cookie': cookies, 'Referrer-Policy': 'no-referrer' }, '');
}

export function send(res, status, headers, body) {
  if (res.writableEnded) return;
  if (res.headersSent || res.destroyed) return res.destroy();
  // What is left of a request that was refused is not read: it could be taken for the next one (RFC 9112 §9.3).
  if (!res.req.complete || status === 400) res.shouldKeepAlive = false;
  res.writeHead(status, { ...own, ...headers, 'Content-Length': Buffer.byteLength(body) });
  res.end(res.req.method === 'HEAD' ? '' : body);
}

// The same for a connection that speaks no HTTP any more: after a parser's error, or instead of an upgrade.
export function sendRaw(socket, status, reason, headers = {}) {
  if (!socket.writable) return socket.destroy();
  const body = JSON.stringify({ type: 'about:blank', title: STATUS_CODES[status], status, detail: reason });
  const fields = {
    ...own, 'Content-Type': 'application/problem+json', ...headers, 'Content-Length': Buffer.byteLength(body),
    Connection: 'close',
  };
  const lines = Object.entries(fields).map(([name, value]) => `${name}: ${value}\r\n`).join('');
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines}\r\n${body}`, () => socket.destroySoon());
}
