"""The processes that are measured, and those around them."""

import atexit
import os
import re
import signal
import subprocess
import time

from browser import HOST, Browser


class Process:
    """A process that tells on its output when it is ready."""

    def __init__(self, *arguments, ready, user=None, **variables):
        # What Python ignores stays ignored: SIGXFSZ would be the end of a process whose disk is full, and not an error.
        self.process = subprocess.Popen(
            arguments, stdout=subprocess.PIPE, text=True, env=dict(os.environ, **variables), restore_signals=False,
            user=user)
        atexit.register(self.process.kill)
        self.ready = self.find(ready)

    def find(self, pattern):
        """What the pattern's group is in a line of the output, this or a later one."""
        for line in self.process.stdout:
            if found := re.search(pattern, line):
                return found[1]
        raise SystemExit(f"ci/memory: {' '.join(self.process.args)} did not start")

    @property
    def port(self):
        return int(self.ready)

    def memory(self, field="VmRSS"):
        """Kilobytes: what is resident, or (VmHWM) was at most; none once it has ended."""
        try:
            with open(f"/proc/{self.process.pid}/status") as status:
                return next((int(line.split()[1]) for line in status if line.startswith(field)), 0)
        except OSError:
            return 0

    def stop(self):
        """Ends it as a supervisor would; the most that was resident until then."""
        self.process.send_signal(signal.SIGTERM)
        most = 0
        while self.process.poll() is None:
            most = max(most, self.memory("VmHWM"))
            time.sleep(0.02)
        return most


class Stage:
    """A proxy with a tenant and an identity provider, for as long as a line takes."""

    def __init__(self, command, folder, users=1, isSecure=False, **variables):
        self.command, self.folder, self.isSecure = command, folder, isSecure
        self.users = [f"user-{number}" for number in range(users)]
        self.variables = {"sessionStore": "memory", "bodyLimit": "2G"} | variables
        if isSecure:
            self.variables |= {"tlsCertificate": f"{folder}/{HOST}.pem", "tlsPrivateKey": f"{folder}/{HOST}.key"}

    def __enter__(self):
        self.tenant = tenant(self.folder)
        options = [option for user in self.users for option in ("--user", user)]
        self.provider = Process(
            self.command, "serve", "idp", "--redirect-uri", f"https://{HOST}/login/callback", *options,
            ready=r"idpUri +https://\S+:(\d+)")
        self.roots = f"{self.folder}/roots.pem"
        with open(self.roots, "w") as roots:
            for path in (self.provider.find(r"SSL_CERT_FILE +(\S+)"), f"{self.folder}/tenant.localhost.pem"):
                with open(path) as root:
                    roots.write(root.read())
        self.start()
        return self

    def __exit__(self, *_):
        for process in (self.proxy, self.provider, self.tenant):
            process.stop()

    def start(self, user=None):
        """Starts the proxy, as another user of the system if one is given."""
        self.proxy = Process(
            self.command, "serve", "proxy", "--env", "none", "--log-level", "error", ready=r"listening on \S+:(\d+)",
            user=user, clientId="tenantless-proxy", clientSecret="tenantless-secret",
            idpUri=f"https://idp.localhost:{self.provider.port}/main", redirectUri=f"https://{HOST}/login/callback",
            tenantUri=f"https://tenant.localhost:{self.tenant.port}", issuer="memory", keyId="memory",
            privateKey=f"{self.folder}/signing.key", sessionSecret="a secret of the measurement", listenPort="0",
            SSL_CERT_FILE=self.roots, **self.variables)

    def restart(self):
        self.proxy.stop()
        self.start()

    def browser(self, user="user-0"):
        return Browser.signed_in(self.proxy.port, self.provider.port, user, self.isSecure)


def tenant(folder):
    return Process(
        "python3", "ci/memory.d/tenant.py", f"{folder}/tenant.localhost.pem", f"{folder}/tenant.localhost.key",
        ready=r"^(\d+)$")
