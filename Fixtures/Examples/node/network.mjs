// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

// Requests of our own to the tenant and to the identity provider: small answers, read whole, redirects never followed.

import dns from 'node:dns';
import https from 'node:https';

// Names below `.localhost` are this machine (RFC 6761 §6.3), which not every system's resolver knows.
export function lookup(host, options, done) {
  if (host !== 'localhost' && !host.endsWith('.localhost')) return dns.lookup(host, options, done);
  if (options.all) return done(null, [{ address: '127.0.0.1', family: 4 }]);
  done(null, '127.0.0.1', 4);
}

// Kept connections: what the tenant or the provider leaves unused for long is closed by us first.
export const agent = new https.Agent({ keepAlive: true, lookup, timeout: 60_000 });

const answerBytes = 1024 * 1024;

// Resolves with `{ status, rawHeaders, headers, body }`; rejects when there is no whole answer in time.
export function request(url, { method = 'GET', headers = {}, body = '', timeout = 10_000 } = {}) {
  return new Promise((resolve, reject) => {
    const length = method === 'GET' ? {} : { 'Content-Length': Buffer.byteLength(body) };
    const outgoing = https.request(url, { method, headers: { ...headers, ...length }, lookup, agent: false });
    const timer = setTimeout(() => outgoing.destroy(new Error('no answer in time')), timeout);
    const fail = (error) => {
      clearTimeout(timer);
      reject(error);
    };
    outgoing.on('error', fail);
    outgoing.on('response', (answer) => {
      const pieces = [];
      let size = 0;
      answer.on('data', (piece) => {
        pieces.push(piece);
        size += piece.length;
        if (size > answerBytes) outgoing.destroy(new Error('too long an answer'));
      });
      answer.on('error', fail);
      answer.on('end', () => {
        clearTimeout(timer);
        const { statusCode: status, headers, rawHeaders } = answer;
        resolve({ status, headers, rawHeaders, body: Buffer.concat(pieces).toString('utf8') });
      });
    });
    outgoing.end(body);
  });
}
