// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

// Forwards one HTTP request to the tenant and its answer to the browser, both streamed. A request is repeated once after
// a renewal and once after a new CSRF token, if its body was kept; nothing else that changes something is sent twice.

import https from 'node:https';
import { Refusal, sendProblem } from './answers.mjs';
import { towardsBrowser, towardsTenant, withoutItems } from './heads.mjs';
import { limits } from './limits.mjs';
import { agent, lookup } from './network.mjs';

const isSafe = (method) => ['GET', 'HEAD', 'OPTIONS'].includes(method);

export class Forwarding {
  constructor(configuration, tenant) {
    this.configuration = configuration;
    this.tenant = tenant;
  }

  async forward(req, res, session) {
    const body = new KeptBody(req);
    const passing = { req, res, session, body, hasRenewed: false, hasNewToken: false, hasReconnected: false };
    try {
      while (await this.#attempt(passing)) {
        // Each turn is bounded by a flag that it sets.
      }
    } catch (error) {
      if (res.writableEnded) return;
      if (res.headersSent) return res.destroy(); // a broken answer must look broken (RFC 9112 §8)
      if (!(error instanceof Refusal)) console.error(`the tenant was not reached: ${error.code ?? error.message}`);
      sendProblem(res, error instanceof Refusal ? error : new Refusal(502, 'The tenant gave no usable answer.'));
    }
  }

  // Sends the request once; true if it has to be sent again.
  async #attempt(passing) {
    const { req, res, session, body } = passing;
    const { generation } = session;
    const csrfToken = isSafe(req.method) ? undefined : await this.tenant.csrfToken(session);
    const answer = await this.#exchange(passing, csrfToken).catch((error) => {
      // A kept connection may turn out to be gone; only what changes nothing goes out again (RFC 9110 §9.2.2).
      if (!error.wasKept || !isSafe(req.method) || passing.hasReconnected || !body.isRepeatable) throw error;
    });
    if (!answer) return (passing.hasReconnected = true);

    const path = req.url.split('?')[0];
    if (session.generation === generation) session.jar.take(answer.rawHeaders, path);
    if (this.#isSignedOut(answer)) {
      if (!passing.hasRenewed && body.isRepeatable) {
        answer.resume();
        await this.tenant.renew(session, generation);
        return (passing.hasRenewed = true);
      }
      if (answer.statusCode !== 401) {
        answer.destroy();
        throw new Refusal(401, 'The tenant session is over.'); // never the tenant's own login page
      }
    }
    if (answer.statusCode === 403 && csrfToken !== undefined && !passing.hasNewToken && body.isRepeatable) {
      const text = await readText(answer);
      if (saysTokenIsOld(text)) {
        session.csrfToken = undefined;
        return (passing.hasNewToken = true);
      }
      return this.#finish(answer, res, text);
    }
    if (req.method !== 'HEAD' && hasLinks(answer)) return this.#finishWithLinks(answer, res);
    return this.#stream(answer, res);
  }

  // Resolves with the head of the tenant's answer.
  #exchange({ req, res, session, body }, csrfToken) {
    const target = withoutItems(req.url, ['qlik-web-integration-id', 'qlik-csrf-token']);
    const headers = towardsTenant(req, {
      authority: this.tenant.authority, cookie: session.jar.line(target.split('?')[0]), csrfToken, ...this.configuration,
    });
    if (req.headers['transfer-encoding']) headers.push('Transfer-Encoding', 'chunked');
    else if (req.headers['content-length']) headers.push('Content-Length', req.headers['content-length']);
    else if (!isSafe(req.method)) headers.push('Content-Length', '0');
    return new Promise((resolve, reject) => {
      if (res.destroyed || res.headersSent) return reject(new Error('nobody waits for an answer'));
      const { hostname, port } = this.configuration.tenant;
      const outgoing = https.request({
        hostname, port: port || 443, method: req.method, path: target, headers, lookup,
        // What must not be sent twice goes over a connection that cannot have been closed behind our back.
        agent: isSafe(req.method) ? agent : false,
      });
      const silence = setTimeout(
        () => outgoing.destroy(new Refusal(504, 'The tenant does not answer.')), this.configuration.answerTimeout);
      const leave = () => outgoing.destroy();
      res.once('close', leave); // a browser that leaves takes its request along
      outgoing.on('error', (error) => {
        clearTimeout(silence);
        reject(Object.assign(error, { wasKept: outgoing.reusedSocket }));
      });
      outgoing.on('information', (head) => session.jar.take(head.rawHeaders, req.url.split('?')[0]));
      outgoing.on('response', (answer) => {
        clearTimeout(silence);
        answer.on('end', () => res.off('close', leave));
        resolve(answer);
      });
      body.sendTo(outgoing, () => silence.refresh());
    });
  }

  // 401, or a redirect to the tenant's own login.
  #isSignedOut({ statusCode, headers: { location } }) {
    if (statusCode === 401) return true;
    if (statusCode < 300 || statusCode > 399 || !location) return false;
    try {
      const url = new URL(location, this.tenant.origin);
      return url.host === this.tenant.authority && url.pathname === '/login';
    } catch {
      return false;
    }
  }

  #writeHead(answer, res, body) {
    const fields = towardsBrowser(answer, {
      tenantAuthority: this.tenant.authority, publicOrigin: this.configuration.publicOrigin,
    });
    if (body !== undefined) {
      for (let index = fields.length - 2; index >= 0; index -= 2) {
        if (fields[index].toLowerCase() === 'content-length') fields.splice(index, 2);
      }
      fields.push('Content-Length', `${body.length}`);
    }
    if (!res.req.complete) res.shouldKeepAlive = false;
    res.writeHead(answer.statusCode, answer.statusMessage, fields);
  }

  #finish(answer, res, body) {
    this.#writeHead(answer, res, body);
    res.end(body);
    return false;
  }

  #stream(answer, res) {
    this.#writeHead(answer, res);
    res.flushHeaders();
    answer.on('error', () => res.destroy());
    answer.pipe(res);
    return false;
  }

  // Clients follow absolute links in JSON as they stand (qlik-api-ts): those at the tenant must lead here.
  async #finishWithLinks(answer, res) {
    const text = await readText(answer);
    const { publicOrigin } = this.configuration;
    const mapped = text.toString('latin1').replaceAll(`"${this.tenant.origin}/`, `"${publicOrigin}/`);
    return this.#finish(answer, res, Buffer.from(mapped, 'latin1'));
  }
}

// The body of a browser's request: handed on as it comes, and kept as long as it is small, to be sent again.
class KeptBody {
  #pieces = [];
  #size = 0;
  #begun = false;

  constructor(req) {
    this.req = req;
  }

  get isRepeatable() {
    return this.req.complete && this.#size <= limits.keptBodyBytes;
  }

  sendTo(outgoing, onPiece) {
    if (this.#begun) return void outgoing.end(Buffer.concat(this.#pieces));
    this.#begun = true;
    const { req } = this;
    req.on('data', (piece) => {
      this.#size += piece.length;
      if (this.#size > limits.bodyBytes) return outgoing.destroy(new Refusal(413, 'The body is too large.'));
      if (this.#size <= limits.keptBodyBytes) this.#pieces.push(piece);
      else this.#pieces = [];
      onPiece();
      if (outgoing.destroyed || outgoing.write(piece)) return;
      req.pause();
      outgoing.once('drain', () => req.resume());
    });
    req.on('end', () => outgoing.end());
    req.on('error', () => outgoing.destroy());
  }
}

const isReadable = ({ headers, statusCode }) =>
  !headers['content-encoding'] && ![206, 304].includes(statusCode)
  && Number(headers['content-length'] ?? 0) <= limits.readBodyBytes;

const hasLinks = (answer) =>
  isReadable(answer) && answer.headers['content-length']
  && /^application\/([\w.]+\+)?json\b/i.test(answer.headers['content-type'] ?? '');

async function readText(answer) {
  const pieces = [];
  let size = 0;
  for await (const piece of answer) {
    size += piece.length;
    if (size > limits.readBodyBytes) throw new Refusal(502, 'The answer is too long.');
    pieces.push(piece);
  }
  if (!answer.complete) throw new Error('the answer broke off');
  return Buffer.concat(pieces);
}

// Qlik names the code at the top level, not in a list of errors (qlik.dev, "CSRF token").
function saysTokenIsOld(text) {
  try {
    return JSON.parse(text).code === 'CSRF-TOKEN-2';
  } catch {
    return false;
  }
}
