"""The secret a device locks with: given to whoever is signed in, kept by nobody's device."""

from __future__ import annotations

import secrets
from datetime import datetime

from ledger.plumbing.db import Session
from ledger.store.offline import secrets as kept

_BYTES = 32


def secret_of(session: Session, person_id: int, now: datetime) -> bytes:
    """A person's secret, made when first asked for. Devices derive from it a key they cannot hand on."""
    found = kept.of(session, person_id)
    if found is None:
        kept.offer(session, person_id, secrets.token_bytes(_BYTES), now)
        found = kept.of(session, person_id)
    assert found is not None, "a secret was just written"
    return found
