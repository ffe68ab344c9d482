# SPDX-License-Identifier: Apache-2.0
# Copyright the Tenantless authors
"""Lets Authlib meet every defect of the mock identity provider, and compares what it does with what it owes.

Usage: judge.py TENANTLESS       the path of the built command
"""

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import version
from pathlib import Path

import relying_party
from relying_party import Visit

# At which step of a visit a defect of each place shows; logout tokens are posted to a back channel, and Authlib
# offers relying parties none.
STEP_OF_PLACE = {
    "ID token": "sign-in",
    "refreshed ID token": "refresh",
    "authorize answer": "sign-in",
    "token answer": "sign-in",
    "refresh answer": "refresh",
    "discovery": "sign-in",
    "key set": "sign-in",
    "userinfo": "userinfo",
    "logout answer": "logout",
}
# A defective token has to be refused by Authlib or the library it verifies with, and not because a line was cut.
VERIFIERS = ("authlib.", "joserfc.", "relying_party")
EXCEPTIONS = json.loads(Path(__file__).with_name("exceptions.json").read_text())


class Provider:
    """A running `tenantless serve idp`."""

    def __init__(self, tenantless: str):
        options = ["--host", "localhost", "--client-id", relying_party.CLIENT_ID]
        options += ["--client-secret", relying_party.CLIENT_SECRET, "--redirect-uri", relying_party.CALLBACK]
        options += ["--post-logout-redirect-uri", relying_party.SIGNED_OUT, "--user", "ana"]
        self.process = subprocess.Popen(
            [tenantless, "serve", "idp", *options], stdout=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True
        )
        card = {}
        for line in self.process.stdout:
            name, _, value = line.strip().partition(" ")
            card[name] = value.strip()
            if name == "SSL_CERT_FILE":
                break
        self.origin = card["idpUri"].rsplit("/", 1)[0]
        os.environ["REQUESTS_CA_BUNDLE"] = card["SSL_CERT_FILE"]

    def stop(self):
        self.process.terminate()
        self.process.wait()


def refusal_of(guest: Visit) -> tuple[str, Exception] | None:
    """The step at which Authlib refused, and its reason; None where it went all the way."""
    for step in Visit.STEPS:
        try:
            guest.run(step)
        except Exception as reason:
            return step, reason
    return None


def refusal_of_main(provider: Provider, moment: str) -> list[str]:
    """What is wrong if Authlib refuses the issuer without a defect."""
    refusal = refusal_of(Visit(provider.origin + "/main"))
    if refusal is None:
        return []
    return [f"the issuer without a defect is refused {moment} the others: {refusal[0]}: {describe(refusal[1])}"]


def describe(reason: Exception) -> str:
    text = " ".join(str(reason).split())
    return f"{type(reason).__module__}.{type(reason).__name__}: {text[:90]}"


def judge(defect: dict, refusal: tuple[str, Exception] | None) -> tuple[str, str, str | None]:
    """What Authlib did, how it said so, and what is wrong with that."""
    name, place, duty = defect["name"], defect["place"], defect["relyingParty"]
    owed = {"refuses": "refused", "accepts": "accepted"}.get(duty)
    due = STEP_OF_PLACE[place]
    # Who is stopped only later has been taken in by the defect.
    outcome = "refused" if refusal and refusal[0] == due else "accepted"
    detail = "" if refusal is None else f"{refusal[0]}: {describe(refusal[1])}"
    excepted = EXCEPTIONS[duty].get(name)
    if duty == "chooses":
        problem = None if excepted == outcome else f"exceptions.json says that Authlib has it {excepted}"
    elif outcome == owed:
        problem = "exceptions.json lists it without need" if excepted else None
    else:
        problem = None if excepted else f"a relying party {duty} it"
    if refusal and Visit.STEPS.index(refusal[0]) < Visit.STEPS.index(due):
        problem = f"refused at {refusal[0]}, where nothing is wrong"
    elif outcome == "refused" and "ID token" in place and not type(refusal[1]).__module__.startswith(VERIFIERS):
        problem = "refused, and not by the verification of the token"
    return outcome, detail, problem


def main() -> int:
    tenantless = sys.argv[1]
    listing = subprocess.run([tenantless, "list", "--defects", "--json"], capture_output=True, check=True)
    defects = json.loads(listing.stdout)["defects"]
    played = [defect for defect in defects if defect["place"] in STEP_OF_PLACE]
    known = {defect["name"]: defect["relyingParty"] for defect in played}
    problems = [
        f"exceptions.json: {name} is no defect that a relying party {duty}"
        for duty, names in EXCEPTIONS.items() for name in names if known.get(name) != duty
    ]
    provider = Provider(tenantless)
    try:
        problems += refusal_of_main(provider, "before")
        # Made one after the other: routes are compiled by Python's ast, which 3.11 may fail at in several threads.
        guests = [Visit(f"{provider.origin}/{defect['issuer']}") for defect in played]
        with ThreadPoolExecutor(max_workers=4) as pool:
            refusals = pool.map(refusal_of, guests)
            judged = [(defect, *judge(defect, refusal)) for defect, refusal in zip(played, refusals)]
        # A provider that died on the way would look like one that is refused.
        problems += refusal_of_main(provider, "after")
    finally:
        provider.stop()
    for defect, outcome, detail, problem in judged:
        print(f"{outcome:9} {defect['name']:34} {detail or EXCEPTIONS[defect['relyingParty']].get(defect['name'], '')}")
        if problem:
            problems.append(f"{defect['name']} was {outcome}: {problem} ({detail})")
    for problem in problems:
        print(f"error: {problem}")
    tokens = [(defect, outcome) for defect, outcome, _, _ in judged if defect["place"] == "ID token"]
    due = [outcome for defect, outcome in tokens if defect["relyingParty"] == "refuses"]
    print(
        f"authlib {version('authlib')}: signed in; refused {due.count('refused')} of {len(due)} defective ID tokens, "
        f"{sum(outcome == 'refused' for _, outcome, _, _ in judged)} of {len(judged)} defects in all; "
        f"{len(EXCEPTIONS['refuses'])} known not to be refused, {len(EXCEPTIONS['accepts'])} known not to be accepted; "
        f"{len(defects) - len(played)} logout tokens not played; {len(problems)} problems"
    )
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
