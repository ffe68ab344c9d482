"""A body of 1 GiB, and a reader that rests now and then."""

import random
import time
import zlib

BLOCKS = 16384
BLOCK_BYTES = 64 << 10
BODY_BYTES = BLOCKS * BLOCK_BYTES
RESTS = 3
REST_SECONDS = 2

noise = random.Random(1).randbytes(BLOCK_BYTES - 8)


def block(number):
    """One block of the body; none is like another."""
    return number.to_bytes(8, "big") + noise


def checksum():
    """The body's length and checksum, as `slowly` tells them."""
    sum = 0
    for number in range(BLOCKS):
        sum = zlib.crc32(block(number), sum)
    return f"{BODY_BYTES} {sum:08x}"


def slowly(read, length):
    """Reads so many octets, or to the end, with rests; tells how many there were, and their checksum."""
    sum, count, rests = 0, 0, 0
    while count < length:
        part = read(min(BLOCK_BYTES, length - count))
        if not part:
            break
        sum = zlib.crc32(part, sum)
        count += len(part)
        if rests < RESTS and count > BODY_BYTES * rests // RESTS:
            rests += 1
            time.sleep(REST_SECONDS)
    return f"{count} {sum:08x}"
