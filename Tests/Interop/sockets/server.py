# SPDX-License-Identifier: Apache-2.0
# Copyright the Tenantless authors
"""The far end of a socket, by websockets: prints its port, echoes messages, and does what texts that begin with "do" ask for.

Ends when its input ends.
"""

import asyncio
import json
import sys

from websockets.asyncio.server import ServerConnection, serve


class Closes(dict):
    """What each connection was closed with, by the path that opened it; whoever asks may ask before it has happened."""

    def __missing__(self, path: str) -> asyncio.Future:
        self[path] = asyncio.get_running_loop().create_future()
        return self[path]


closes = Closes()


async def handshake(socket: ServerConnection):
    headers = socket.request.headers
    asked = {name: headers.get(f"Sec-WebSocket-{name}") for name in ("Extensions", "Protocol")}
    await socket.send(json.dumps({"extensions": asked["Extensions"], "protocols": asked["Protocol"]}))


async def close(socket: ServerConnection, code: str = "", *words: str):
    if code:
        await socket.close(int(code), " ".join(words))
    else:
        await close_without_a_code(socket)


async def close_without_a_code(socket: ServerConnection):
    async with socket.send_context():
        socket.protocol.send_close()


async def closed(socket: ServerConnection, path: str):
    await socket.send(json.dumps(await closes[path]))


async def ping(socket: ServerConnection, payload: str):
    await (await socket.ping(payload))
    await socket.send(f"pong {payload}")


async def fragments(socket: ServerConnection, *pieces: str):
    await socket.send(pieces)


async def broken(socket: ServerConnection):
    await socket.send(b"\x68\xc3\x28", text=True)


async def drop(socket: ServerConnection):
    socket.transport.abort()


ORDERS = {order.__name__: order for order in (handshake, close, closed, ping, fragments, broken, drop)}


async def far_end(socket: ServerConnection):
    async for message in socket:
        words = message.split(" ") if isinstance(message, str) else [""]
        if words[0] == "do":
            await ORDERS[words[1]](socket, *words[2:])
        else:
            await socket.send(message)


async def attend(socket: ServerConnection):
    path = socket.request.path.split("?")[0]
    try:
        await far_end(socket)
    except Exception:
        # A violation is a close with a code; the code is what is told of.
        pass
    await socket.wait_closed()
    if not closes[path].done():
        closes[path].set_result([socket.close_code, socket.close_reason])


def second_if_offered(socket: ServerConnection, offered: list[str]) -> str | None:
    return "second" if "second" in offered else None


async def main():
    options = {"select_subprotocol": second_if_offered, "max_size": 16 << 20, "ping_interval": None}
    async with serve(attend, "127.0.0.1", 0, **options) as server:
        print(server.sockets[0].getsockname()[1], flush=True)
        await asyncio.to_thread(sys.stdin.read)


asyncio.run(main())
