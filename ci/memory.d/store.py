"""What becomes of the proxy and its sessions when the disk is full, and when the session file may only be read.

Usage: store.py TENANTLESS FOLDER     FOLDER has the certificates and the signing key
"""

import os
import resource
import sqlite3
import sys

from browser import HOST, Browser, get
from stage import Stage

command, folder = sys.argv[1], sys.argv[2]
path = f"{folder}/store/sessions.sqlite"
checks = failures = 0


def check(sentence, isSo):
    global checks, failures
    checks += 1
    failures += not isSo
    print(f"ci/store: {'good' if isSo else 'FAILED'}: {sentence}", flush=True)


def status(stage, target):
    return get(stage.proxy.port, HOST, target, "", isSecure=False)[0].status


def sign_in(stage, user):
    return Browser.sign_in(stage.proxy.port, stage.provider.port, user).status


def uses(browser, stage):
    browser.port = stage.proxy.port
    return browser.status() == 200


def fill_disk(stage, isFull):
    """No file of the process may grow, or they may again."""
    _, most = resource.prlimit(stage.proxy.process.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(stage.proxy.process.pid, resource.RLIMIT_FSIZE, (1 if isFull else most, most))


def full(stage):
    ana = stage.browser("user-0")
    fill_disk(stage, True)
    check("with a full disk nobody can sign in: 503", sign_in(stage, "user-1") == 503)
    check("with a full disk the proxy is not ready: 503", status(stage, "/readyz") == 503)
    check("with a full disk those who are signed in go on", uses(ana, stage))
    fill_disk(stage, False)
    check("with room again the proxy is ready", status(stage, "/readyz") == 200)
    ben = stage.browser("user-1")
    stage.restart()
    check("after a restart both sessions are there", uses(ana, stage) and uses(ben, stage))
    with sqlite3.connect(path) as database:
        verdict = database.execute("PRAGMA integrity_check").fetchone()[0]
        count = database.execute("SELECT count(*) FROM browserSession").fetchone()[0]
    database.close()
    check(f"the file is whole, with 2 sessions: {verdict}, {count}", (verdict, count) == ("ok", 2))
    return ana


def read_only(stage, ana):
    stage.proxy.stop()
    make_writable(False)
    stage.start(user=65534 if os.geteuid() == 0 else None)
    check("with a file that may only be read nobody can sign in: 503", sign_in(stage, "user-2") == 503)
    check("with a file that may only be read the proxy is not ready: 503", status(stage, "/readyz") == 503)
    check("with a file that may only be read those who are signed in go on", uses(ana, stage))
    stage.proxy.stop()
    make_writable(True)
    stage.start()
    check("with a file that may be written again the proxy is ready", status(stage, "/readyz") == 200)
    check("and the session is there", uses(ana, stage))
    check("and the next one signs in", sign_in(stage, "user-2") == 303)


def make_writable(isWritable):
    for name in os.listdir(os.path.dirname(path)):
        os.chmod(f"{os.path.dirname(path)}/{name}", 0o644 if isWritable else 0o444)
    os.chmod(os.path.dirname(path), 0o755 if isWritable else 0o555)


def main():
    # The proxy is somebody else for a while, whom root's rights would not hinder from writing.
    os.chmod(folder, 0o755)
    os.mkdir(os.path.dirname(path))
    os.chmod(f"{folder}/signing.key", 0o644)
    with Stage(command, folder, users=3, sessionStore=path) as stage:
        read_only(stage, full(stage))
    print(f"ci/store: {checks} checks, {failures} failed")
    sys.exit(0 if failures == 0 else 1)


main()
