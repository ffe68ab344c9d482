"""The lines that ci/memory judges, each with processes of its own.

Usage: memory.py TENANTLESS FOLDER [LINE...]     FOLDER has the certificates and the signing key
"""

import os
import socket
import sqlite3
import subprocess
import sys
import time
import uuid

from browser import Browser
from sockets import Holder
from stage import Process, Stage, tenant
from transfer import checksum

SOCKETS = int(os.environ.get("MEMORY_SOCKETS", 9000))
SOCKETS_EACH = 100
MOST_KB_PER_SOCKET = 32
# A ping breaks a silence of 20 s, and a leg that is silent for 60 s is lost.
IDLE_SECONDS = 62
MOST_TRANSFER_MB = 64
SESSIONS = 100_000
# SQLite keeps up to 2 MB of pages for each of its connections, of which two are busy here, however large the file is.
MOST_SESSIONS_MB = 4
# Longer than a minute, after which the proxy sweeps its store.
SWEEP_SECONDS = 65
MOST_RECORD_MB = 128
EXCHANGES = 1_000_000

command, folder = sys.argv[1], sys.argv[2]


def sockets():
    """Idle sockets through the proxy: what each of them takes there."""
    with Stage(command, folder, users=-(-SOCKETS // SOCKETS_EACH)) as stage:
        browsers = [stage.browser(user) for user in stage.users]
        holder = Holder(masks=True)
        before = stage.proxy.memory()
        for number in range(SOCKETS):
            holder.hold(browsers[number // SOCKETS_EACH].open())
        opened = stage.proxy.memory()
        time.sleep(IDLE_SECONDS)
        idle = stage.proxy.memory()
        each = (max(opened, idle) - before) / SOCKETS
        return (f"{len(holder.held)} idle sockets, {holder.pings} pings answered: {before / 1024:.0f} MB before, "
                f"{opened / 1024:.0f} MB with all open, {idle / 1024:.0f} MB {IDLE_SECONDS} s later: {each:.1f} KB for each "
                f"(less than {MOST_KB_PER_SOCKET} asked)"), each < MOST_KB_PER_SOCKET and holder.lost == 0


def transfer(what, move, expected):
    """Something large through the proxy, TLS on both sides, with a reader that rests."""
    with Stage(command, folder, isSecure=True) as stage:
        browser = stage.browser()
        browser.use()
        before, began = stage.proxy.memory(), time.monotonic()
        moved = move(browser)
        seconds = time.monotonic() - began
        most = stage.proxy.memory("VmHWM") / 1024
        return (f"{what} of 1 GiB in {seconds:.0f} s, {'whole' if moved == expected else f'not whole: {moved}'}: "
                f"{before / 1024:.0f} MB before, at most {most:.0f} MB (less than {MOST_TRANSFER_MB} asked)"
                ), most < MOST_TRANSFER_MB and moved == expected


def used(stage, browser):
    """The proxy's memory after a start on a store that is there, some use, and a sweep."""
    stage.restart()
    browser.port = stage.proxy.port
    for _ in range(200):
        browser.use()
    time.sleep(SWEEP_SECONDS)
    browser.use()
    return stage.proxy.memory()


def stored(store, location, fill):
    """A store with many sessions beside the same with few."""
    with Stage(command, folder, users=10, sessionStore=location) as stage:
        browser = [stage.browser(user) for user in stage.users][0]
        few = used(stage, browser)
        fill()
        many = used(stage, browser)
        more = (many - few) / 1024
        return (f"{SESSIONS} sessions in {store}: {few / 1024:.1f} MB with 10, {many / 1024:.1f} MB with all, {more:+.1f} MB "
                f"(less than {MOST_SESSIONS_MB} asked)"), more < MOST_SESSIONS_MB


def sqlite():
    path = f"{folder}/sessions.sqlite"

    def fill():
        """As many that live, and as many that the next sweep forgets."""
        with sqlite3.connect(path) as database:
            for expiry in ("expiresAt", "1"):
                database.execute(f"""
                    INSERT INTO browserSession (key, sealed, expiresAt, generation, subject, signIn)
                    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {SESSIONS})
                    SELECT randomblob(32), sealed, {expiry}, generation, randomblob(32), randomblob(32)
                    FROM n, (SELECT * FROM browserSession LIMIT 1)""")
        database.close()

    return stored("SQLite", path, fill)


def redis():
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    server = Process(
        "redis-server", "--port", str(port), "--save", "", "--dir", folder, ready=r"(Ready to accept connections)")

    def cli(*arguments, input=None):
        return subprocess.run(
            ["redis-cli", "-p", str(port), *arguments], input=input, stdout=subprocess.PIPE, check=True).stdout

    def fill():
        key = next(name for name in cli("keys", "tenantless:session:*").split())
        value = cli("--raw", "get", key.decode())[:-1]
        cli("--pipe", input=b"".join(
            b"*3\r\n$3\r\nSET\r\n$51\r\ntenantless:session:%s\r\n$%d\r\n%s\r\n" % (uuid.uuid4().hex.encode(), len(value), value)
            for _ in range(SESSIONS)))

    try:
        return stored("Redis", f"redis://127.0.0.1:{port}", fill)
    finally:
        server.stop()


def record():
    """A large download that is recorded, the search for secrets at the end included."""
    source = tenant(folder)
    path = f"{folder}/large.cassette"
    recorder = Process(
        command, "record", "--tenant", f"https://tenant.localhost:{source.port}", "--cassette", path,
        ready=r"tenantUri +https://\S+:(\d+)", SSL_CERT_FILE=f"{folder}/tenant.localhost.pem")
    browser = Browser(recorder.port, "eas.sid=none", isSecure=True)
    browser.use()
    before = recorder.memory()
    moved = browser.download()
    downloaded = recorder.memory("VmHWM") / 1024
    most = recorder.stop() / 1024
    source.stop()
    size = os.path.getsize(path) if os.path.exists(path) else 0
    isWhole = moved == checksum() and size >= 1 << 30
    os.remove(path)
    return (f"a download of 1 GiB recorded{'' if isWhole else ', not whole'}: {before / 1024:.0f} MB before, at most "
            f"{downloaded:.0f} MB until its end, {most:.0f} MB with the search for secrets (less than {MOST_RECORD_MB} asked)"
            ), isWhole and most < MOST_RECORD_MB


def replay():
    """A cassette with very many exchanges: what it takes to play it."""
    source = tenant(folder)
    path = f"{folder}/long.cassette"
    recorder = Process(
        command, "record", "--tenant", f"https://tenant.localhost:{source.port}", "--cassette", path,
        ready=r"tenantUri +https://\S+:(\d+)", SSL_CERT_FILE=f"{folder}/tenant.localhost.pem")
    browser = Browser(recorder.port, "eas.sid=none", isSecure=True)
    browser.use()
    recorder.stop()
    source.stop()
    few = played(path)
    with sqlite3.connect(path) as database:
        columns = ", ".join(
            name for name, in database.execute("SELECT name FROM pragma_table_info('exchange') WHERE name <> 'id'"))
        database.execute(f"""
            INSERT INTO exchange ({columns})
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {EXCHANGES})
            SELECT {columns} FROM n, (SELECT * FROM exchange LIMIT 1)""")
    database.close()
    many = played(path)
    return (f"replay of {EXCHANGES} exchanges, with the list of those not asked for: at most {many:.0f} MB, of 1 {few:.0f} MB"
            ), True


def played(path):
    player = Process(command, "replay", "--cassette", path, ready=r"tenantUri +https://\S+:(\d+)")
    browser = Browser(player.port, "eas.sid=none", isSecure=True)
    for _ in range(200):
        browser.use()
    return max(player.memory("VmHWM"), player.stop()) / 1024


LINES = {
    "sockets": sockets,
    "download": lambda: transfer("a download", Browser.download, checksum()),
    "list": lambda: transfer("a JSON list with links", Browser.list, True),
    "upload": lambda: transfer("an upload", Browser.upload, checksum()),
    "sqlite": sqlite, "redis": redis, "record": record, "replay": replay,
}


def main():
    names = sys.argv[3:] or list(LINES)
    if unknown := [name for name in names if name not in LINES]:
        print(f"ci/memory: no line is called {', '.join(unknown)}; the lines are {', '.join(LINES)}", file=sys.stderr)
        sys.exit(2)
    reached = 0
    for name in names:
        sentence, isReached = LINES[name]()
        reached += isReached
        print(f"ci/memory: {name}: {sentence}{'' if isReached else ': not reached'}", flush=True)
    print(f"ci/memory: {len(names)} lines, {reached} reached")
    sys.exit(0 if reached == len(names) else 1)


main()
