"""What a browser does at the proxy: it signs in, opens sockets, and sends and takes large bodies."""

import http.client
import re
import socket
import ssl

from transfer import BLOCKS, BODY_BYTES, block, slowly

HOST = "proxy.localhost"
COOKIE = "__Host-session"
# Nothing is proved by certificates that were made a moment ago.
TLS = ssl._create_unverified_context()


def get(port, host, target, cookie, isSecure=True):
    """One answer: its head and its body."""
    connection = (http.client.HTTPSConnection("127.0.0.1", port, context=TLS) if isSecure
                  else http.client.HTTPConnection("127.0.0.1", port))
    connection.request("GET", target, headers={"Host": host, "Cookie": cookie, "Accept": "text/html"})
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer, body


def cookies(answer):
    return "; ".join(line.split(";")[0] for line in answer.headers.get_all("Set-Cookie", []))


class Browser:
    """Somebody who is signed in at the proxy, or at what stands in a tenant's place."""

    def __init__(self, port, cookie, isSecure):
        self.port, self.cookie, self.isSecure = port, cookie, isSecure

    @staticmethod
    def sign_in(proxy, provider, user, isSecure=False):
        """The last answer of a sign-in, which may be a refusal."""
        first, _ = get(proxy, HOST, "/login", "", isSecure)
        url = re.match(r"https://([^/]+)(/.*)", first.headers["Location"])
        asked, _ = get(provider, url[1], url[2], f"idp_session={user}")
        target = re.match(r"https://[^/]+(/.*)", asked.headers["Location"])[1]
        return get(proxy, HOST, target, cookies(first), isSecure)[0]

    @staticmethod
    def signed_in(proxy, provider, user, isSecure):
        last = Browser.sign_in(proxy, provider, user, isSecure)
        cookie = next(pair for pair in cookies(last).split("; ") if pair.startswith(COOKIE))
        return Browser(proxy, cookie, isSecure)

    def connect(self):
        connection = socket.create_connection(("127.0.0.1", self.port))
        return TLS.wrap_socket(connection, server_hostname=HOST) if self.isSecure else connection

    def ask(self, connection, line, *fields):
        """Sends a head; reads the answer's head, and what came with it of the body."""
        head = [f"{line} HTTP/1.1", f"Host: {HOST}", f"Cookie: {self.cookie}", f"Origin: https://{HOST}", *fields]
        connection.sendall("\r\n".join([*head, "", ""]).encode())

    def answer(self, connection):
        octets = b""
        while b"\r\n\r\n" not in octets:
            part = connection.recv(4096)
            if not part:
                raise SystemExit(f"ci/memory: the proxy hung up: {octets}")
            octets += part
        head, _, rest = octets.partition(b"\r\n\r\n")
        return head.decode("latin-1"), rest

    def open(self):
        """A WebSocket."""
        connection = self.connect()
        self.ask(connection, "GET /app/1", "Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13",
                 "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==")
        head, _ = self.answer(connection)
        if " 101 " not in head:
            raise SystemExit(f"ci/memory: a socket was refused: {head}")
        return connection

    def use(self):
        """A small request, which must be answered."""
        if (status := self.status()) != 200:
            raise SystemExit(f"ci/memory: a request was refused: {status}")

    def status(self):
        """The status of a small request."""
        connection = self.connect()
        self.ask(connection, "GET /api/v1/users/me", "Connection: close")
        head, _ = self.answer(connection)
        connection.close()
        return int(head.split(" ")[1])

    def download(self):
        """The large body, read slowly; its length and checksum."""
        connection = self.connect()
        self.ask(connection, "GET /api/v1/download", "Connection: close")
        _, rest = self.answer(connection)
        return slowly(Pieces(rest, connection).read, BODY_BYTES)

    def list(self):
        """The large list, read slowly; whether it is whole and names the proxy only."""
        connection = self.connect()
        self.ask(connection, "GET /api/v1/list", "Connection: close")
        _, rest = self.answer(connection)
        pieces = Search(Pieces(rest, connection), b"tenant.localhost")
        slowly(pieces.read, 2 * BODY_BYTES)
        return pieces.last.endswith(b"0\r\n\r\n") and not pieces.found

    def upload(self):
        """Sends the large body; what the tenant says of it, who reads it slowly."""
        connection = self.connect()
        self.ask(connection, "POST /api/v1/upload", f"Content-Length: {BODY_BYTES}", "Connection: close")
        for number in range(BLOCKS):
            connection.sendall(block(number))
        _, rest = self.answer(connection)
        return (rest + Pieces(b"", connection).read(100)).decode()


class Pieces:
    """What came already, and then what comes."""

    def __init__(self, first, connection):
        self.first, self.connection = first, connection

    def read(self, length):
        first, self.first = self.first, b""
        return first or self.connection.recv(length)


class Search:
    """Looks for a word in what passes."""

    def __init__(self, pieces, word):
        self.pieces, self.word = pieces, word
        self.last, self.found = b"", False

    def read(self, length):
        part = self.pieces.read(length)
        seen = self.last[-len(self.word):] + part
        self.found = self.found or self.word in seen
        self.last = seen if part else self.last
        return part
