"""WebSockets that are open and say nothing, but for the answers to pings."""

import os
import select
import ssl
import threading

PING, PONG = 0x9, 0xA


class Holder:
    """Holds sockets, and answers pings on a thread of its own."""

    def __init__(self, masks):
        self.masks = masks
        self.held, self.lost, self.pings = {}, 0, 0
        self.poll = select.epoll()
        threading.Thread(target=self.watch, daemon=True).start()

    def hold(self, connection):
        connection.setblocking(False)
        self.held[connection.fileno()] = connection
        self.poll.register(connection, select.EPOLLIN)

    def watch(self):
        while True:
            for number, _ in self.poll.poll():
                self.read(number, self.held[number])

    def read(self, number, connection):
        try:
            while octets := connection.recv(4096):
                self.answer(connection, octets)
        except (BlockingIOError, ssl.SSLWantReadError):
            return
        except OSError:
            pass
        self.poll.unregister(number)
        del self.held[number]
        connection.close()
        self.lost += 1

    def answer(self, connection, octets):
        """Answers the pings in whole, short frames; nothing else is sent to the idle."""
        while len(octets) >= 2:
            opcode, length, isMasked = octets[0] & 0xF, octets[1] & 0x7F, octets[1] & 0x80
            start = 6 if isMasked else 2
            payload = octets[start:start + length]
            if isMasked:
                payload = masked(payload, octets[2:6])
            if opcode == PING:
                self.pings += 1
                connection.send(self.frame(PONG, payload))
            octets = octets[start + length:]

    def frame(self, opcode, payload):
        if not self.masks:
            return bytes([0x80 | opcode, len(payload)]) + payload
        key = os.urandom(4)
        return bytes([0x80 | opcode, 0x80 | len(payload)]) + key + masked(payload, key)


def masked(payload, key):
    return bytes(octet ^ key[index % 4] for index, octet in enumerate(payload))
