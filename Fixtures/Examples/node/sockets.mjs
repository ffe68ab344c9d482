// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

// Opens the tenant's socket for a browser that asks for one, and relays what both say until one of them, or the session,
// ends it. Source: RFC 6455; qlik.dev, "Session Cookie Proxy"; qlik-oss/qlik-api-ts for the query of the handshake.

import { createHash, randomBytes } from 'node:crypto';
import https from 'node:https';
import { Refusal, sendRaw } from './answers.mjs';
import { closeFrame, FrameReader, isSendable, opcodes, ProtocolError } from './frames.mjs';
import { towardsTenant, withoutItems } from './heads.mjs';
import { limits } from './limits.mjs';
import { lookup } from './network.mjs';

// How long a side may take to answer a close frame before its connection is ended.
const closingMilliseconds = 3000;

// §4.2.2, step 5.4.
const acceptOf = (key) => createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');

export class Sockets {
  constructor(configuration, tenant, sessions) {
    this.configuration = configuration;
    this.tenant = tenant;
    this.sessions = sessions;
  }

  // The browser hears 101 only after the tenant said it: what it sends before that waits in its connection.
  async open(req, socket, head, session) {
    let tenantSide;
    try {
      checkHandshake(req);
      if (session.sockets.size >= limits.socketsOfSession) throw new Refusal(429, 'Too many sockets are open.');
      tenantSide = await this.#dial(req, socket, session);
    } catch (error) {
      const { status, message, headers } = error instanceof Refusal ? error : new Refusal(502, 'The tenant refused.');
      return sendRaw(socket, status, message, headers);
    }
    const { connection, leftover, protocol } = tenantSide;
    if (socket.destroyed || session.isOver) {
      connection.destroy();
      return socket.destroy();
    }
    const lines = ['HTTP/1.1 101 Switching Protocols', 'Connection: Upgrade', 'Upgrade: websocket',
      `Sec-WebSocket-Accept: ${acceptOf(req.headers['sec-websocket-key'])}`];
    if (protocol) lines.push(`Sec-WebSocket-Protocol: ${protocol}`);
    socket.write(`${lines.join('\r\n')}\r\n\r\n`);
    const relay = new Relay(socket, connection, {
      onActivity: () => this.sessions.touch(session), onEnd: () => session.sockets.delete(relay),
    });
    session.sockets.add(relay);
    relay.start(head, leftover);
  }

  async #dial(req, socket, session, mayRenew = true) {
    const { generation } = session;
    const csrfToken = await this.tenant.csrfToken(session);
    try {
      return await this.#handshake(req, socket, session, csrfToken);
    } catch (error) {
      if (error.tenantStatus !== 401 || !mayRenew) throw error;
      await this.tenant.renew(session, generation);
      return this.#dial(req, socket, session, false);
    }
  }

  #handshake(req, socket, session, csrfToken) {
    const { tenant, webIntegrationId, upgradeTimeout } = this.configuration;
    const names = ['qlik-csrf-token', 'qlik-web-integration-id'];
    const [path, query] = withoutItems(req.url, names).split(/\?(.*)/s);
    const items = [query, `${names[0]}=${encodeURIComponent(csrfToken)}`, `${names[1]}=${encodeURIComponent(webIntegrationId)}`];
    const key = randomBytes(16).toString('base64'); // fresh for this hop (§4.1)
    const fields = towardsTenant(req, { authority: this.tenant.authority, cookie: session.jar.line(path), ...this.configuration });
    // Extensions are agreed on per hop; this proxy reads none, so it offers none.
    fields.push('Connection', 'Upgrade', 'Upgrade', 'websocket', 'Sec-WebSocket-Version', '13', 'Sec-WebSocket-Key', key);
    return new Promise((resolve, reject) => {
      const outgoing = https.request({
        hostname: tenant.hostname, port: tenant.port || 443, path: `${path}?${items.filter(Boolean).join('&')}`,
        headers: fields, lookup, agent: false,
      });
      const fail = (error) => {
        clearTimeout(silence);
        outgoing.destroy();
        reject(error);
      };
      const silence = setTimeout(() => fail(new Refusal(504, 'The tenant does not answer.')), upgradeTimeout);
      socket.once('close', () => outgoing.destroy());
      outgoing.on('error', fail);
      outgoing.on('response', (answer) => {
        session.jar.take(answer.rawHeaders, path);
        const { statusCode: status } = answer;
        const refusal = new Refusal(status >= 400 && status < 600 ? status : 502, 'The tenant refused the socket.');
        fail(Object.assign(refusal, { tenantStatus: status }));
      });
      outgoing.on('upgrade', (answer, connection, leftover) => {
        clearTimeout(silence);
        session.jar.take(answer.rawHeaders, path);
        const { 'sec-websocket-accept': accept, 'sec-websocket-protocol': protocol } = answer.headers;
        const offered = (req.headers['sec-websocket-protocol'] ?? '').split(',').map((name) => name.trim());
        const isGood = answer.headers.upgrade?.toLowerCase() === 'websocket' && accept === acceptOf(key)
          && !answer.headers['sec-websocket-extensions'] && (!protocol || offered.includes(protocol));
        if (isGood) return resolve({ connection, leftover, protocol });
        connection.destroy();
        reject(new Refusal(502, 'The tenant answered the handshake wrongly.'));
      });
      outgoing.end();
    });
  }
}

// §4.2.1.
function checkHandshake({ method, headers }) {
  if (method !== 'GET') throw new Refusal(400, 'A handshake is a GET.');
  if (headers['sec-websocket-version'] !== '13') {
    throw new Refusal(426, 'Version 13 is spoken here.', { 'Sec-WebSocket-Version': '13' });
  }
  if (!/^[A-Za-z0-9+/]{22}==$/.test(headers['sec-websocket-key'] ?? '')) throw new Refusal(400, 'The key is no key.');
}

// Two connections and what passes between them.
class Relay {
  #sides;
  #isClosing = false;
  #isOver = false;

  constructor(browser, tenant, { onActivity, onEnd }) {
    this.onActivity = onActivity;
    this.onEnd = onEnd;
    this.#sides = {
      browser: this.#side(browser, tenant, true),
      tenant: this.#side(tenant, browser, false),
    };
  }

  // `reader` reads what `from` says; what passes goes to `to`.
  #side(from, to, isMasked) {
    const side = { from, to, isMasked, hasClosed: false, isCut: false };
    const pass = (bytes) => {
      if (side.hasClosed || side.isCut || !to.writable) return;
      if (!to.write(bytes) && !from.isPaused()) {
        from.pause();
        to.once('drain', () => from.resume());
      }
    };
    side.reader = new FrameReader({
      isMasked, pass, control: (opcode, payload, frame) => {
        if (opcode === opcodes.close) {
          checkClose(payload);
          pass(frame);
          side.hasClosed = true;
          this.#awaitEnd();
        } else pass(frame);
      },
    });
    return side;
  }

  start(head, leftover) {
    for (const side of Object.values(this.#sides)) {
      const { from } = side;
      from.setNoDelay(true);
      from.on('error', () => {}); // 'close' follows
      from.on('close', () => this.#lost(side));
      from.on('end', () => this.#lost(side));
      from.on('data', (bytes) => this.#take(side, bytes));
    }
    this.#take(this.#sides.tenant, leftover);
    this.#take(this.#sides.browser, head);
  }

  // Ends both sides with a close frame, because the session is over or the proxy goes.
  close(code, reason) {
    if (this.#isClosing) return;
    this.#isClosing = true;
    for (const side of Object.values(this.#sides)) this.#sayClose(side, code, reason);
    this.#awaitEnd();
  }

  #take(side, bytes) {
    if (side === this.#sides.browser && !this.#isClosing) this.onActivity();
    try {
      side.reader.take(bytes);
      if (side.pendingClose && side.reader.isBetweenFrames) this.#sayClose(side, ...side.pendingClose);
    } catch (error) {
      const { code } = error instanceof ProtocolError ? error : { code: 1011 };
      this.#fail(side, code);
    }
  }

  // Whoever broke the protocol is told so, the other one that its peer is gone.
  #fail(side, code) {
    if (this.#isClosing) return;
    this.#isClosing = true;
    side.isCut = true;
    const other = side === this.#sides.browser ? this.#sides.tenant : this.#sides.browser;
    this.#sayClose(other, code, '');
    if (side.reader.isBetweenFrames) this.#sayClose(side, side.isMasked ? 1001 : 1011, '');
    else side.to.destroy();
    this.#awaitEnd();
  }

  // Puts a close frame where this side's frames go, as soon as no frame is under way there; nothing of it follows.
  #sayClose(side, code, reason) {
    if (side.hasClosed) return;
    if (!side.reader.isBetweenFrames && !side.isCut) return void (side.pendingClose = [code, reason]);
    side.hasClosed = true;
    if (side.to.writable) side.to.write(closeFrame(code, reason, side.isMasked ? randomBytes(4) : undefined));
  }

  // A side that ended its connection: after its close frame that is the end, before it the other side is told.
  #lost(side) {
    if (this.#isOver) return;
    if (!side.hasClosed && side.reader.isBetweenFrames) this.#sayClose(side, side.isMasked ? 1001 : 1011, '');
    if (side.hasClosed) {
      side.to.end();
      side.from.end();
      this.#awaitEnd();
    } else {
      side.to.destroy(); // in the midst of a frame nothing can be said
    }
    if (this.#sides.browser.from.destroyed && this.#sides.tenant.from.destroyed) this.#end();
  }

  #awaitEnd() {
    this.timer ??= setTimeout(() => this.#end(), closingMilliseconds);
  }

  #end() {
    if (this.#isOver) return;
    this.#isOver = true;
    clearTimeout(this.timer);
    for (const { from } of Object.values(this.#sides)) from.destroy();
    this.onEnd();
  }
}

// An empty close frame is legal; one byte, a code that nobody may send, or a reason that is no text is not.
function checkClose(payload) {
  if (payload.length === 0) return;
  if (payload.length === 1 || !isSendable(payload.readUInt16BE(0))) throw new ProtocolError(1002, 'bad close code');
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(payload.subarray(2));
  } catch {
    throw new ProtocolError(1007, 'bad close reason');
  }
}
