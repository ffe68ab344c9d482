// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

// The far end of a socket, by ws: prints its port, echoes messages, and does what texts that begin with "do" ask for.
// Ends when its input ends.
"use strict";
const { WebSocketServer } = require("ws");

// What each connection was closed with, by the path that opened it; whoever asks may ask before it has happened.
const closes = new Map();
function closeOf(path) {
  if (!closes.has(path)) {
    let tell;
    const told = new Promise((resolve) => (tell = resolve));
    closes.set(path, { told, tell });
  }
  return closes.get(path);
}

const server = new WebSocketServer({
  host: "127.0.0.1",
  port: 0,
  perMessageDeflate: true,
  maxPayload: 16 << 20,
  handleProtocols: (offered) => (offered.has("second") ? "second" : false),
});

const orders = {
  async handshake(socket, request) {
    const { "sec-websocket-extensions": extensions, "sec-websocket-protocol": protocols } = request.headers;
    socket.send(JSON.stringify({ extensions: extensions ?? null, protocols: protocols ?? null }));
  },
  async close(socket, request, [code, ...words]) {
    if (code === undefined) socket.close();
    else socket.close(Number(code), words.join(" "));
  },
  async closed(socket, request, [path]) {
    socket.send(JSON.stringify(await closeOf(path).told));
  },
  async ping(socket, request, [payload]) {
    socket.once("pong", (answer) => socket.send(`pong ${answer}`));
    socket.ping(payload);
  },
  async fragments(socket, request, pieces) {
    pieces.forEach((piece, index) => socket.send(piece, { fin: index === pieces.length - 1 }));
  },
  async broken(socket) {
    socket.send(Buffer.from([0x68, 0xc3, 0x28]), { binary: false });
  },
  async drop(socket) {
    socket.terminate();
  },
};

server.on("connection", (socket, request) => {
  const path = request.url.split("?")[0];
  // A violation is a close with a code; the code is what is told of.
  socket.on("error", () => {});
  socket.on("close", (code, reason) => closeOf(path).tell([code, reason.toString()]));
  socket.on("message", (data, isBinary) => {
    const words = isBinary ? [] : data.toString().split(" ");
    if (words[0] === "do") orders[words[1]](socket, request, words.slice(2));
    else socket.send(data, { binary: isBinary });
  });
});
server.on("listening", () => console.log(server.address().port));
process.stdin.on("end", () => process.exit(0)).resume();
