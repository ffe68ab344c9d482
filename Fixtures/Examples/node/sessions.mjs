// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

// Browser sessions, in memory: a restart signs everybody out, and there can be one instance only.

import { createHash, randomBytes } from 'node:crypto';

// How often sessions are looked through for those that are over: their sockets must end without being asked.
const sweepMilliseconds = 500;

// 256 bits that nobody can guess; for cookies, states, nonces, verifiers and token ids.
export const randomText = () => randomBytes(32).toString('base64url');

export class Sessions {
  #sessions = new Map();

  constructor({ idleTimeout, absoluteTimeout }) {
    this.idleTimeout = idleTimeout;
    this.absoluteTimeout = absoluteTimeout;
    setInterval(() => this.#sweep(), sweepMilliseconds).unref();
  }

  // A new session with a new id, whatever the browser held before (no fixation: OWASP Session Management).
  create(user, jar) {
    const id = randomText();
    const now = Date.now();
    const session = {
      key: digest(id), user, jar, csrfToken: undefined, sockets: new Set(), createdAt: now, usedAt: now, isOver: false,
      // Counts tenant sessions, so that one that was replaced in the meantime is not replaced again.
      generation: 1, renewal: undefined,
    };
    this.#sessions.set(session.key, session);
    return { id, session };
  }

  // The session of a cookie's value. It is found by a digest, so that how long that takes tells nothing of an id.
  find(id) {
    const session = id && this.#sessions.get(digest(id));
    if (!session) return undefined;
    if (this.#isExpired(session)) return this.end(session);
    this.touch(session);
    return session;
  }

  // Activity extends the idle time, never the absolute one.
  touch(session) {
    session.usedAt = Date.now();
  }

  // Ends a session here: its cookie opens nothing from now on, and its sockets close.
  end(session) {
    this.#sessions.delete(session.key);
    session.isOver = true;
    for (const socket of session.sockets) socket.close(1008, 'session over');
  }

  endAll(code) {
    for (const session of this.#sessions.values()) for (const socket of session.sockets) socket.close(code, '');
  }

  #isExpired(session) {
    const now = Date.now();
    return now - session.usedAt >= this.idleTimeout || now - session.createdAt >= this.absoluteTimeout;
  }

  #sweep() {
    for (const session of this.#sessions.values()) if (this.#isExpired(session)) this.end(session);
  }
}

const digest = (id) => createHash('sha256').update(id).digest('base64');
