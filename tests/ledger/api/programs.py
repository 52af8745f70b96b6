"""Being a program in a test: a client that carries a token, and a person's token made through the service."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from ledger.domain.people.token import SCOPES
from ledger.plumbing import clock
from ledger.services.people import tokens

BASE = "/api/v1"


def token_of(app: Flask, person_id: int, scopes: tuple[str, ...] = SCOPES, life: timedelta | None = None) -> str:
    """A fresh token of a person."""
    with app.extensions["house_database"].transaction() as session:
        return tokens.make(session, person_id, "a test", scopes, clock.now(), life)


@dataclass
class Program:
    """A program that acts by a token; a fresh key for every deed unless one is given."""

    app: Flask
    token: str
    book: str = ""
    client: FlaskClient = field(init=False)

    def __post_init__(self) -> None:
        self.client = self.app.test_client()

    def get(self, path: str, **headers: str) -> TestResponse:
        return self.client.get(self._at(path), headers={**self._own(), **headers})

    def post(self, path: str, body: Any = None, key: str = "", **headers: str) -> TestResponse:
        return self.client.post(self._at(path), json={} if body is None else body, headers=self._keyed(key, headers))

    def send(self, path: str, content: bytes, mimetype: str = "application/json", key: str = "") -> TestResponse:
        """Bytes as they are."""
        return self.client.post(self._at(path), data=content, content_type=mimetype, headers=self._keyed(key, {}))

    def upload(self, content: bytes, name: str = "bill.csv", key: str = "") -> TestResponse:
        from io import BytesIO

        files = {"file": (BytesIO(content), name)}
        return self.client.post(self._at("imports"), data=files, headers=self._keyed(key, {}))

    def delete(self, path: str, key: str = "") -> TestResponse:
        return self.client.delete(self._at(path), headers=self._keyed(key, {}))

    def _at(self, path: str) -> str:
        if path.startswith("/"):
            return BASE + path
        return f"{BASE}/books/{self.book}/{path}".rstrip("/")

    def _own(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"} if self.token else {}

    def _keyed(self, key: str, headers: dict[str, str]) -> dict[str, str]:
        return {**self._own(), "Idempotency-Key": key or secrets.token_hex(8), **headers}
