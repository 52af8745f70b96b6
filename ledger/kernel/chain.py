"""A log: one row per deed, each holding the hash of the one before, so that history cannot change unnoticed.

Books and lenders keep theirs alike. A row holds the digest of what was done, never the content. The bytes that are
hashed are canonical and pinned by tests; a row's hash is SHA-256 of them, and they include the previous row's hash.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ledger.kernel.canonical import canonical

FORMAT = 1
GENESIS = b"\x00" * 32
"""What the first row of a log has in place of a previous hash."""


@dataclass(frozen=True, slots=True)
class Deed:
    """What one row of a log says: who did what to which subject, and the digest of the subject's content.

    `owner` is the book (or lender) the log belongs to, `seq` counts from 1 without gaps, `at` is an instant in
    UTC. `actor_kind` is person, operator, job or token. `subjects` are ids of `subject_kind`, or `batch` names
    an imported batch.
    """

    owner: int
    seq: int
    at: datetime
    actor: int | None
    actor_kind: str
    deed: str
    subject_kind: str
    subjects: tuple[int, ...]
    digest: bytes
    previous: bytes
    batch: int | None = None

    def content(self) -> dict[str, Any]:
        """The canonical content of the row."""
        said: dict[str, Any] = {
            "format": FORMAT, "owner": self.owner, "seq": self.seq, "at": self.at.isoformat(timespec="microseconds"),
            "actor": self.actor, "actor_kind": self.actor_kind, "deed": self.deed,
            "subject_kind": self.subject_kind, "subjects": list(self.subjects), "digest": self.digest,
            "previous": self.previous, "batch": self.batch,
        }
        return {name: value for name, value in said.items() if value is not None}

    @property
    def hash(self) -> bytes:
        """SHA-256 (32 bytes) of the canonical content."""
        return hashlib.sha256(canonical(self.content())).digest()


@dataclass(frozen=True, slots=True)
class Break:
    """A place where a log does not hold: the sequence and what is wrong (`gap`, `previous`, `hash`)."""

    seq: int
    what: str


def joined(digests: Iterable[bytes]) -> bytes:
    """The digest of several contents done in one deed: SHA-256 of their digests in order."""
    return hashlib.sha256(b"".join(digests)).digest()


def breaks(rows: Iterable[tuple[Deed, bytes]], previous: bytes = GENESIS, seq: int = 0) -> list[Break]:
    """Every break in a log read in order as (row, stored hash), going on from a known head."""
    found = []
    for row, stored in rows:
        if row.seq != seq + 1:
            found.append(Break(row.seq, "gap"))
        if row.previous != previous:
            found.append(Break(row.seq, "previous"))
        if row.hash != stored:
            found.append(Break(row.seq, "hash"))
        previous, seq = stored, row.seq
    return found


def one_or_joined(digests: Sequence[bytes]) -> bytes:
    """The digest itself where there is one, else the digest of them in order."""
    return digests[0] if len(digests) == 1 else joined(digests)
