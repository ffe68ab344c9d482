// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

// One direction of a WebSocket relay: it passes frames on as they come, payloads untouched, but knows where each begins
// and ends, so that a close frame can be put in between two, and holds the sender to RFC 6455 §5.

import { limits } from './limits.mjs';

// A sender broke the protocol; `code` is the close code for it.
export class ProtocolError extends Error {
  constructor(code, reason) {
    super(reason);
    this.code = code;
  }
}

export const opcodes = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 };

export class FrameReader {
  #head = Buffer.alloc(0); // the beginning of a frame whose head is not whole yet
  #frame; // the frame that is passing: { opcode, left, mask, offset, isFinal }
  #message; // the message that is passing: { size, decoder }

  // `isMasked`: what this sender owes (§5.1); `pass` takes bytes that may go on, `control` whole control frames.
  constructor({ isMasked, pass, control }) {
    Object.assign(this, { isMasked, pass, control });
  }

  // Whether what was passed on so far ends with the end of a frame.
  get isBetweenFrames() {
    return this.#frame === undefined;
  }

  take(bytes) {
    let rest = this.#head.length > 0 ? Buffer.concat([this.#head, bytes]) : bytes;
    this.#head = Buffer.alloc(0);
    while (rest.length > 0) {
      if (this.#frame) {
        rest = this.#takePayload(rest);
        continue;
      }
      const head = this.#readHead(rest);
      // A control frame is short: it is held back until it is whole.
      if (!head || (head.opcode >= 8 && rest.length < head.size + head.length)) {
        this.#head = Buffer.from(rest);
        return;
      }
      this.#begin(head);
      if (head.opcode >= 8) {
        const payload = Buffer.from(rest.subarray(head.size, head.size + head.length));
        this.#unmask(payload, head.mask, 0);
        this.control(head.opcode, payload, rest.subarray(0, head.size + head.length));
        rest = rest.subarray(head.size + head.length);
      } else {
        this.pass(rest.subarray(0, head.size));
        this.#frame = { left: head.length, mask: head.mask, offset: 0, isFinal: head.isFinal };
        rest = rest.subarray(head.size);
        if (head.length === 0) this.#endFrame();
      }
    }
  }

  // §5.2; nil while it is not whole.
  #readHead(bytes) {
    if (bytes.length < 2) return undefined;
    const short = bytes[1] & 0x7f;
    const isMasked = (bytes[1] & 0x80) !== 0;
    const lengthBytes = { 126: 2, 127: 8 }[short] ?? 0;
    const size = 2 + lengthBytes + (isMasked ? 4 : 0);
    if (isMasked !== this.isMasked) throw new ProtocolError(1002, 'wrong masking');
    if (bytes.length < size) return undefined;
    const long = lengthBytes === 2 ? BigInt(bytes.readUInt16BE(2)) : bytes.length >= 10 ? bytes.readBigUInt64BE(2) : 0n;
    if (lengthBytes === 8 && long > BigInt(limits.messageBytes)) throw new ProtocolError(1009, 'message too big');
    return {
      opcode: bytes[0] & 0x0f, isFinal: (bytes[0] & 0x80) !== 0, reserved: bytes[0] & 0x70, size,
      length: lengthBytes === 0 ? short : Number(long), mask: isMasked ? bytes.subarray(size - 4, size) : undefined,
    };
  }

  #begin({ opcode, isFinal, reserved, length }) {
    if (reserved !== 0) throw new ProtocolError(1002, 'no extension was agreed on');
    if (!Object.values(opcodes).includes(opcode)) throw new ProtocolError(1002, 'unknown opcode');
    if (opcode >= 8) {
      if (!isFinal || length > 125) throw new ProtocolError(1002, 'bad control frame');
      return;
    }
    if ((opcode === opcodes.continuation) !== (this.#message !== undefined)) {
      throw new ProtocolError(1002, 'fragments out of order');
    }
    this.#message ??= {
      size: 0, decoder: opcode === opcodes.text ? new TextDecoder('utf-8', { fatal: true }) : undefined,
    };
    this.#message.size += length;
    if (this.#message.size > limits.messageBytes) throw new ProtocolError(1009, 'message too big');
  }

  #takePayload(bytes) {
    const frame = this.#frame;
    const piece = bytes.subarray(0, frame.left);
    this.#checkText(piece, frame);
    frame.left -= piece.length;
    frame.offset += piece.length;
    this.pass(piece);
    if (frame.left === 0) this.#endFrame();
    return bytes.subarray(piece.length);
  }

  #endFrame() {
    const { isFinal } = this.#frame;
    this.#frame = undefined;
    if (!isFinal) return;
    this.#decode(Buffer.alloc(0), false);
    this.#message = undefined;
  }

  #checkText(piece, { mask, offset }) {
    if (!this.#message.decoder) return;
    const text = mask ? Buffer.from(piece) : piece;
    this.#unmask(text, mask, offset);
    this.#decode(text, true);
  }

  // Text is UTF-8 from the first byte to the last, whatever the cuts between (§8.1).
  #decode(bytes, isMore) {
    try {
      this.#message.decoder?.decode(bytes, { stream: isMore });
    } catch {
      throw new ProtocolError(1007, 'text that is no UTF-8');
    }
  }

  #unmask(bytes, mask, offset) {
    if (mask) for (let index = 0; index < bytes.length; index += 1) bytes[index] ^= mask[(offset + index) & 3];
  }
}

// Codes that may stand in a frame: 1005, 1006 and 1015 describe what was not sent (§7.4).
export const isSendable = (code) =>
  (code >= 1000 && code <= 1003) || (code >= 1007 && code <= 1014) || (code >= 3000 && code <= 4999);

// A close frame of our own; towards the tenant it is masked, as every frame of a client is (§5.3).
export function closeFrame(code, reason, mask) {
  const payload = Buffer.concat([Buffer.from([code >> 8, code & 0xff]), Buffer.from(reason)]);
  const head = Buffer.from([0x80 | opcodes.close, payload.length | (mask ? 0x80 : 0)]);
  if (!mask) return Buffer.concat([head, payload]);
  return Buffer.concat([head, mask, payload.map((byte, index) => byte ^ mask[index & 3])]);
}
