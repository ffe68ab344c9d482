# SPDX-License-Identifier: Apache-2.0
# Copyright the Tenantless authors
"""The near end of a socket, by websockets: asks the far end for one thing after the other and prints what came of each.

Usage: client.py URL ORIGIN COOKIE
"""

import asyncio
import json
import sys

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

URL, ORIGIN, COOKIE = sys.argv[1:]

CHECKS = {}


def check(name: str):
    """Lists a check under its name."""

    def listed(function):
        CHECKS[name] = function
        return function

    return listed


def open_socket(name: str, **options) -> connect:
    # Compression is offered unless told otherwise.
    headers = {"Cookie": COOKIE}
    options |= {"origin": ORIGIN, "additional_headers": headers, "max_size": 16 << 20, "ping_interval": None}
    return connect(f"{URL}/app/{name}", **options)


def expect(got, wanted):
    if got != wanted:
        raise AssertionError(f"{got!r:.200} is not {wanted!r:.200}")


async def echo(socket: ClientConnection, message: str | bytes):
    await socket.send(message)
    expect(await socket.recv(), message)


async def end_of(socket: ClientConnection) -> list:
    """The code and the reason that came, once the connection is over."""
    try:
        while True:
            await socket.recv()
    except ConnectionClosed:
        return [socket.close_code, socket.close_reason]


async def seen_by_server(name: str) -> list:
    """What the far end saw of a socket's end."""
    async with open_socket("witness") as witness:
        await witness.send(f"do closed /app/{name}")
        return json.loads(await witness.recv())


@check("text")
async def text(socket, name):
    for message in ("hello", "", "smørrebrød 🥪", "x" * 126, "y" * 70_000):
        await echo(socket, message)


@check("binary")
async def binary(socket, name):
    for size in (0, 1, 125, 126, 65_535, 65_536):
        await echo(socket, b"\xfe" * size)


@check("a mebibyte")
async def mebibyte(socket, name):
    await echo(socket, "å" * (1 << 19))
    await echo(socket, bytes(index * 7 & 255 for index in range(1 << 20)))


@check("order")
async def order(socket, name):
    numbers = [str(number) for number in range(1000)]

    async def speak():
        for number in numbers:
            await socket.send(number)

    speaking = asyncio.create_task(speak())
    for number in numbers:
        expect(await socket.recv(), number)
    await speaking


@check("fragments out")
async def fragments_out(socket, name):
    await socket.send(["frag", "men", "ts"])
    expect(await socket.recv(), "fragments")


@check("fragments back")
async def fragments_back(socket, name):
    await socket.send("do fragments frag men ts")
    expect(await socket.recv(), "fragments")


@check("ping inside a message")
async def ping_inside(socket, name):
    async def pieces():
        yield "in"
        await (await socket.ping("here"))
        yield "side"

    await socket.send(pieces())
    expect(await socket.recv(), "inside")


@check("ping back")
async def ping_back(socket, name):
    await socket.send("do ping there")
    expect(await socket.recv(), "pong there")


@check("no extension")
async def no_extension(socket, name):
    expect("Sec-WebSocket-Extensions" in socket.request.headers, True)
    expect("Sec-WebSocket-Extensions" in socket.response.headers, False)
    await socket.send("do handshake")
    expect(json.loads(await socket.recv()), {"extensions": None, "protocols": None})


@check("subprotocol")
async def subprotocol(socket, name):
    async with open_socket(name, subprotocols=["first", "second"]) as other:
        expect(other.subprotocol, "second")
        await other.send("do handshake")
        expect(json.loads(await other.recv())["protocols"].replace(" ", ""), "first,second")


@check("text that is none, out")
async def broken_out(socket, name):
    await socket.send(b"\x68\xc3\x28", text=True)
    expect((await end_of(socket))[0], 1007)


@check("text that is none, back")
async def broken_back(socket, name):
    await socket.send("do broken")
    await end_of(socket)
    expect((await seen_by_server(name))[0], 1007)


@check("the far end gone")
async def far_end_gone(socket, name):
    await socket.send("do drop")
    expect((await end_of(socket))[0], 1011)


@check("this end gone")
async def this_end_gone(socket, name):
    socket.transport.abort()
    expect((await seen_by_server(name))[0], 1001)


def list_closes(code: int | None, reason: str):
    end = [code or 1005, reason]
    said = " ".join(map(str, end)).strip()

    @check(f"close {said} out")
    async def close_out(socket, name):
        async with asyncio.timeout(10):
            if code:
                await socket.close(code, reason)
            else:
                await close_without_a_code(socket)
        expect(await seen_by_server(name), end)
        expect(socket.close_code, end[0])

    @check(f"close {said} back")
    async def close_back(socket, name):
        await socket.send(f"do close {code or ''} {reason}".strip())
        expect(await end_of(socket), end)
        expect((await seen_by_server(name))[0], end[0])


async def close_without_a_code(socket: ClientConnection):
    try:
        async with socket.send_context():
            socket.protocol.send_close()
    except ConnectionClosed:
        # The connection is over, as it should be.
        pass


for close in ((None, ""), (1000, ""), (1000, "thanks"), (1001, "away"), (1011, "å" * 61), (4999, "own")):
    list_closes(*close)


async def main() -> int:
    failures = 0
    for index, (name, function) in enumerate(CHECKS.items()):
        place = f"python-{index}"
        try:
            async with open_socket(place) as socket:
                await function(socket, place)
            print(f"passed {name}", flush=True)
        except Exception as error:
            failures += 1
            print(f"FAILED {name}: {type(error).__name__}: {error}", flush=True)
    return 1 if failures else 0


sys.exit(asyncio.run(main()))
