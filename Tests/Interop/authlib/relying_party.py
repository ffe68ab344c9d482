# SPDX-License-Identifier: Apache-2.0
# Copyright the Tenantless authors
"""A relying party as Authlib's documentation builds one, and a browser that takes a user through it."""

import requests
from authlib.integrations.flask_client import OAuth
from authlib.integrations.requests_client import OAuth2Session
from flask import Flask, jsonify

ORIGIN = "http://localhost"
CALLBACK = ORIGIN + "/callback"
SIGNED_OUT = ORIGIN + "/signed-out"
CLIENT_ID = "authlib"
CLIENT_SECRET = "authlib-secret"
PATIENCE = 20  # seconds for one request; the slowest answer comes after three


class NobodySignedIn(Exception):
    """Authlib raised nothing, and gave no claims of a verified ID token either."""


def make_application(issuer: str) -> Flask:
    """A web application with the routes of a sign-in, all of them by Authlib's own methods."""
    application = Flask(__name__)
    application.secret_key = "only for this test"
    application.config["PROPAGATE_EXCEPTIONS"] = True
    client = OAuth(application).register(
        "idp",
        client_id=CLIENT_ID,
        client_secret=CLIENT_SECRET,
        server_metadata_url=issuer + "/.well-known/openid-configuration",
        client_kwargs={
            "scope": "openid profile email offline_access",
            "code_challenge_method": "S256",
            "default_timeout": PATIENCE,
        },
    )
    kept = {}

    @application.get("/login")
    def login():
        # The mock signs a user in with one request when it is told whom.
        return client.authorize_redirect(CALLBACK, login_as="ana")

    @application.get("/callback")
    def callback():
        # Authlib's own default for iss; without an option for aud it takes an empty array for no audience.
        expected = {
            "iss": {"values": [client.load_server_metadata().get("issuer")]},
            "aud": {"values": [CLIENT_ID]},
        }
        token = client.authorize_access_token(claims_options=expected)
        if not token.get("userinfo", {}).get("sub"):
            raise NobodySignedIn("the token answer led to no verified ID token")
        kept["token"] = token
        return jsonify(token["userinfo"])

    @application.get("/userinfo")
    def userinfo():
        return jsonify(client.userinfo(token=kept["token"]))

    @application.get("/refresh")
    def refresh():
        if "refresh_token" not in kept["token"]:
            return "", 204
        metadata = client.load_server_metadata()
        with OAuth2Session(CLIENT_ID, CLIENT_SECRET, default_timeout=PATIENCE) as session:
            renewed = session.refresh_token(
                metadata["token_endpoint"], refresh_token=kept["token"]["refresh_token"]
            )
        claims = client.parse_id_token(renewed, nonce=None)
        # What Authlib leaves to the application is not done here: the judge wants to know what Authlib does.
        return jsonify({"claims": claims, "access_token": bool(renewed["access_token"])})

    @application.get("/logout")
    def logout():
        return client.logout_redirect(SIGNED_OUT, id_token_hint=kept["token"]["id_token"])

    @application.get("/signed-out")
    def signed_out():
        return jsonify(client.validate_logout_response())

    return application


class Visit:
    """One user in one browser at one application; each step raises what Authlib raises."""

    STEPS = ["sign-in", "userinfo", "refresh", "logout"]

    def __init__(self, issuer: str):
        self.browser = make_application(issuer).test_client()

    def run(self, step: str):
        getattr(self, step.replace("-", "_"))()

    def sign_in(self):
        self._there_and_back("/login", CALLBACK)

    def userinfo(self):
        self.browser.get("/userinfo")

    def refresh(self):
        self.browser.get("/refresh")

    def logout(self):
        self._there_and_back("/logout", SIGNED_OUT)

    def _there_and_back(self, start: str, end: str):
        """Leaves the application for the provider, and returns with its answer."""
        there = self.browser.get(start).location
        back = requests.get(there, allow_redirects=False, timeout=PATIENCE).headers.get("Location", "")
        if back.partition("?")[0] != end:
            raise RuntimeError(f"the provider led to {back or 'no address'} and not to {end}")
        self.browser.get(back.removeprefix(ORIGIN))
