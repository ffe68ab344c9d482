// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

// The near end of a socket, by ws: asks the far end for one thing after the other and prints what came of each.
// Usage: node client.cjs URL ORIGIN COOKIE
"use strict";
const assert = require("node:assert/strict");
const { once } = require("node:events");
const { WebSocket } = require("ws");

const [url, origin, cookie] = process.argv.slice(2);

// A socket whose messages are taken one by one.
async function open(name, protocols = []) {
  const socket = new WebSocket(`${url}/app/${name}`, protocols, {
    origin,
    headers: { Cookie: cookie },
    perMessageDeflate: { threshold: 0 },
    maxPayload: 16 << 20,
  });
  const arrived = [];
  const waiting = [];
  socket.on("message", (data, isBinary) => {
    const message = isBinary ? data : data.toString();
    if (waiting.length > 0) waiting.shift()(message);
    else arrived.push(message);
  });
  socket.take = () =>
    arrived.length > 0 ? Promise.resolve(arrived.shift()) : new Promise((resolve) => waiting.push(resolve));
  socket.closing = new Promise((resolve) =>
    socket.on("close", (code, reason) => resolve([code, reason.toString()])),
  );
  await once(socket, "open");
  socket.on("error", () => {});
  return socket;
}

async function echo(socket, message, options = {}) {
  socket.send(message, options);
  const answer = await socket.take();
  assert.equal(typeof answer, typeof message);
  assert.ok(Buffer.from(answer).equals(Buffer.from(message)));
}

// What the far end saw of a socket's end.
async function seenByServer(name) {
  const witness = await open("witness");
  witness.send(`do closed /app/${name}`);
  const seen = JSON.parse(await witness.take());
  witness.terminate();
  return seen;
}

const checks = {
  async text(socket) {
    for (const text of ["hello", "", "smørrebrød 🥪", "x".repeat(126), "y".repeat(70_000)]) await echo(socket, text);
  },
  async binary(socket) {
    for (const size of [0, 1, 125, 126, 65_535, 65_536]) await echo(socket, Buffer.alloc(size, 0xfe));
  },
  async "a mebibyte"(socket) {
    await echo(socket, "å".repeat(1 << 19));
    await echo(socket, Buffer.from(Array.from({ length: 1 << 20 }, (_, index) => (index * 7) & 255)));
  },
  async order(socket) {
    const numbers = Array.from({ length: 1000 }, (_, index) => `${index}`);
    for (const number of numbers) socket.send(number);
    for (const number of numbers) assert.equal(await socket.take(), number);
  },
  async "fragments out"(socket) {
    socket.send("frag", { fin: false });
    socket.send("men", { fin: false });
    socket.send("ts", { fin: true });
    assert.equal(await socket.take(), "fragments");
  },
  async "fragments back"(socket) {
    socket.send("do fragments frag men ts");
    assert.equal(await socket.take(), "fragments");
  },
  async "ping inside a message"(socket) {
    const pong = once(socket, "pong");
    socket.send("in", { fin: false });
    socket.ping("here");
    assert.equal((await pong)[0].toString(), "here");
    socket.send("side", { fin: true });
    assert.equal(await socket.take(), "inside");
  },
  async "ping back"(socket) {
    socket.send("do ping there");
    assert.equal(await socket.take(), "pong there");
  },
  async "no extension"(socket) {
    assert.equal(socket.extensions, "");
    socket.send("do handshake");
    assert.deepEqual(JSON.parse(await socket.take()), { extensions: null, protocols: null });
  },
  async subprotocol(socket, name) {
    const other = await open(name, ["first", "second"]);
    assert.equal(other.protocol, "second");
    other.send("do handshake");
    assert.equal(JSON.parse(await other.take()).protocols.replaceAll(" ", ""), "first,second");
    other.terminate();
  },
  async "text that is none, out"(socket) {
    socket.send(Buffer.from([0x68, 0xc3, 0x28]), { binary: false });
    assert.equal((await socket.closing)[0], 1007);
  },
  async "text that is none, back"(socket, name) {
    socket.send("do broken");
    await socket.closing;
    assert.equal((await seenByServer(name))[0], 1007);
  },
  async "the far end gone"(socket) {
    socket.send("do drop");
    assert.equal((await socket.closing)[0], 1011);
  },
  async "this end gone"(socket, name) {
    socket.terminate();
    assert.equal((await seenByServer(name))[0], 1001);
  },
};

for (const [code, reason] of [[], [1000, ""], [1000, "thanks"], [1001, "away"], [1011, "å".repeat(61)], [4999, "own"]]) {
  const end = [code ?? 1005, reason ?? ""];
  checks[`close ${end.join(" ")} out`.trim()] = async (socket, name) => {
    socket.close(code, reason);
    assert.deepEqual(await seenByServer(name), end);
    assert.equal((await socket.closing)[0], end[0]);
  };
  checks[`close ${end.join(" ")} back`.trim()] = async (socket, name) => {
    socket.send(`do close ${code ?? ""} ${reason ?? ""}`.trim());
    assert.deepEqual(await socket.closing, end);
    assert.equal((await seenByServer(name))[0], end[0]);
  };
}

async function main() {
  let failures = 0;
  for (const [index, [name, check]] of Object.entries(checks).entries()) {
    const place = `node-${index}`;
    const socket = await open(place);
    try {
      await check(socket, place);
      console.log(`passed ${name}`);
    } catch (error) {
      failures += 1;
      console.log(`FAILED ${name}: ${error.message}`);
    }
    socket.terminate();
  }
  process.exitCode = failures === 0 ? 0 : 1;
}
main();
