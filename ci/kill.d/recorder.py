"""Records under the load of wrk, kills the recorder with -9 at a random moment, and judges the file that is left.

Usage: recorder.py TENANTLESS FOLDER COUNT SEED     FOLDER has tenant.pem, tenant.key and ca.pem
Judged: the file opens and passes integrity_check; each exchange is whole, or marked as open; every exchange whose answer
a client had in hand more than 250 ms before the kill is there, with the body that the client got.
"""

import atexit
import http.client
import os
import random
import re
import signal
import socket
import sqlite3
import ssl
import subprocess
import sys
import threading
import time

GRACE_SECONDS = 0.25
CLIENTS = 4


NGINX = """
worker_processes 1;
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/nginx.log;
events {{ worker_connections 1024; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    server {{
        listen 127.0.0.1:{port} ssl backlog=1024;
        ssl_certificate {folder}/tenant.pem;
        ssl_certificate_key {folder}/tenant.key;
        keepalive_requests 100000000;
        default_type application/json;
        location / {{ return 200 '{{"data":"$request_uri","filler":"{filler}"}}'; }}
    }}
}}
"""


def tenant(folder):
    """nginx, which answers each path with a body of its own, faster than it can be recorded."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with open(f"{folder}/nginx.conf", "w") as file:
        file.write(NGINX.format(folder=folder, port=port, filler="x" * 900))
    process = subprocess.Popen(["nginx", "-c", f"{folder}/nginx.conf"], stderr=subprocess.DEVNULL)
    atexit.register(process.terminate)
    for _ in range(100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return port
        time.sleep(0.1)
    raise SystemExit("ci/kill: nginx did not start")


def recorder(command, folder, port, cassette):
    environment = dict(os.environ, SSL_CERT_FILE=f"{folder}/ca.pem")
    process = subprocess.Popen(
        [command, "record", "--tenant", f"https://tenant.localhost:{port}", "--cassette", cassette,
         "--listen", "127.0.0.1:0"],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environment)
    for line in process.stdout:
        found = re.match(r"tenantUri\s+https://.*:(\d+)", line)
        if found:
            return process, int(found.group(1))
    raise SystemExit("the recorder did not start")


def ask(port, number, answers, stop):
    context = ssl._create_unverified_context()
    connection = http.client.HTTPSConnection("127.0.0.1", port, context=context, timeout=10)
    serial = 0
    try:
        while not stop.is_set():
            serial += 1
            path = f"/api/v1/items/{number}-{serial}"
            connection.request("GET", path)
            answer = connection.getresponse()
            body = answer.read()
            if answer.status == 200:
                answers.append((path, body, time.monotonic()))
    except (OSError, http.client.HTTPException):
        pass


def played(command, folder, port, moment):
    """Records until that moment; returns the file, the answers that clients had, and when the recorder was killed."""
    cassette = f"{folder}/killed-{random.getrandbits(64):x}.sqlite"
    process, listening = recorder(command, folder, port, cassette)
    answers, stop = [], threading.Event()
    clients = [threading.Thread(target=ask, args=(listening, n, answers, stop)) for n in range(CLIENTS)]
    for client in clients:
        client.start()
    load = subprocess.Popen(
        ["wrk", "-t1", "-c16", "-d60s", f"https://127.0.0.1:{listening}/api/v1/items/load"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(moment)
    killed = time.monotonic()
    process.send_signal(signal.SIGKILL)
    process.wait()
    load.kill()
    load.wait()
    stop.set()
    for client in clients:
        client.join()
    return cassette + ".unfinished", answers, killed


def judged(file, answers, killed):
    """What is wrong with the file that is left, as sentences."""
    database = sqlite3.connect(file)
    problems = []
    verdict = database.execute("PRAGMA integrity_check").fetchone()[0]
    if verdict != "ok":
        problems.append(f"integrity_check: {verdict}")
    kept, count = {}, 0
    for path, outcome, status, body in database.execute(
            "SELECT path, outcome, status, body.content FROM exchange LEFT JOIN body ON body.id = responseBodyID"):
        kept[path] = body
        if outcome not in ("open", "complete", "client-left"):
            problems.append(f"{path} ended as {outcome}")
        count += 1
        if outcome == "complete" and (status != 200 or body is None):
            problems.append(f"{path} is half there: status {status}, {'no' if body is None else 'a'} body")
    due = [(path, body) for path, body, at in answers if at < killed - GRACE_SECONDS]
    for path, body in due:
        if kept.get(path) != body:
            problems.append(f"{path} was answered and is " + ("another" if path in kept else "missing"))
    return problems, count, len(due)


def main():
    command, folder, count, seed = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    random.seed(seed)
    port = tenant(folder)
    survived = exchanges = recorded = 0
    for turn in range(1, count + 1):
        file, answers, killed = played(command, folder, port, random.uniform(0.3, 1.5))
        problems, kept, due = judged(file, answers, killed)
        exchanges += due
        recorded += kept
        survived += not problems
        for problem in problems[:5]:
            print(f"ci/kill: kill {turn} of seed {seed}: {problem}")
        for end in ("", "-wal", "-shm"):
            if os.path.exists(file + end):
                os.remove(file + end)
    print(f"ci/kill: {count} kills of the recorder from seed {seed}, {survived} survived, {count - survived} failed; "
          f"{recorded} exchanges were recorded, {exchanges} of them were due and compared")
    sys.exit(0 if survived == count and exchanges > 0 else 1)


main()
