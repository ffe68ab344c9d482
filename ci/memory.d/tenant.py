"""A tenant that costs little itself: it signs everybody in, holds sockets, and sends and takes large bodies.

Usage: tenant.py CERTIFICATE KEY     prints the port
"""

import base64
import hashlib
import socket
import ssl
import sys
import threading

from sockets import Holder
from transfer import BLOCKS, BODY_BYTES, block, slowly

SESSION = "".join(
    f"Set-Cookie: {name}={'c' * 40}; Path=/; Secure; HttpOnly\r\n"
    for name in ("eas.sid", "eas.sid.sig", "_csrfToken", "_csrfToken.sig"))
MAGIC = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"

holder = Holder(masks=False)


class Tenant:
    """One connection, served by a thread until it turns into a socket."""

    def __init__(self, connection, authority):
        self.connection, self.authority = connection, authority
        self.reader = connection.makefile("rb", buffering=1 << 16)

    def serve(self):
        while line := self.reader.readline():
            method, target, _ = line.decode().split(" ", 2)
            headers = {}
            while (field := self.reader.readline().strip()):
                name, value = field.decode("latin-1").split(":", 1)
                headers[name.lower()] = value.strip()
            if headers.get("upgrade"):
                return self.upgrade(headers)
            self.answer(method, target, headers)

    def upgrade(self, headers):
        key = base64.b64encode(hashlib.sha1(headers["sec-websocket-key"].encode() + MAGIC).digest()).decode()
        self.say(f"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                 f"Sec-WebSocket-Accept: {key}\r\n\r\n")
        holder.hold(self.connection)

    def answer(self, method, target, headers):
        if target == "/api/v1/download":
            return self.send()
        if target == "/api/v1/list":
            return self.list()
        length = int(headers.get("content-length", 0))
        if target == "/api/v1/upload":
            taken = slowly(self.reader.read1, length)
            return self.say(f"HTTP/1.1 200 OK\r\nContent-Length: {len(str(taken))}\r\n\r\n{taken}")
        self.reader.read(length)
        if target == "/login/jwt-session":
            return self.say(f"HTTP/1.1 200 OK\r\n{SESSION}Content-Length: 0\r\n\r\n")
        if target == "/api/v1/csrf-token":
            return self.say("HTTP/1.1 204 No Content\r\nqlik-csrf-token: token\r\n\r\n")
        self.say('HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 11\r\n\r\n{"id":"me"}')

    def send(self):
        self.say(f"HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\nContent-Length: {BODY_BYTES}\r\n\r\n")
        for number in range(BLOCKS):
            self.connection.sendall(block(number))

    def list(self):
        """A JSON list whose links name the tenant, in chunks."""
        self.say("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n")
        item = f'{{"href":"https://{self.authority}/api/v1/items/1","name":"{"x" * 900}"}},'
        part = item * ((64 << 10) // len(item))
        chunk = f"{len(part):x}\r\n{part}\r\n".encode()
        self.say("1\r\n[\r\n")
        for _ in range(BLOCKS):
            self.connection.sendall(chunk)
        self.say("3\r\n{}]\r\n0\r\n\r\n")

    def say(self, text):
        self.connection.sendall(text.encode())


def serve(connection, context, authority):
    try:
        connection = context.wrap_socket(connection, server_side=True)
        Tenant(connection, authority).serve()
    except OSError:
        connection.close()  # The proxy gave it up.


def main():
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(sys.argv[1], sys.argv[2])
    listener = socket.create_server(("127.0.0.1", 0), backlog=1024)
    port = listener.getsockname()[1]
    print(port, flush=True)
    while True:
        connection, _ = listener.accept()
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        threading.Thread(
            target=serve, args=(connection, context, f"tenant.localhost:{port}"), daemon=True).start()


main()
