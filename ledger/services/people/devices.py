"""On which devices a person is signed in, and ending them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ledger.domain.people.device import device_name, is_handheld
from ledger.kernel.errors import Missing
from ledger.plumbing.db import Session
from ledger.plumbing.sessions import Principal, end_session
from ledger.store.people import devices, persons


@dataclass(frozen=True, slots=True)
class SignedIn:
    """One device: its key, browser and system (empty where untold), since when, last used, if it is this."""

    key: str
    browser: str
    system: str
    handheld: bool
    made_at: datetime
    seen_at: datetime
    is_here: bool


def signed_in(session: Session, principal: Principal) -> list[SignedIn]:
    """Where the person is signed in, the latest used first."""
    assert principal.person_id is not None
    person_id = principal.person_id
    return [
        SignedIn(
            one.digest.hex(),
            *device_name(one.agent),
            is_handheld(one.agent),
            one.made_at,
            one.seen_at,
            one.digest == principal.session_digest,
        )
        for one in devices.live(session, person_id, persons.credential(session, person_id).epoch)
    ]


def end(session: Session, person_id: int, key: str) -> None:
    """End one sign-in. Raises: Missing."""
    try:
        digest = bytes.fromhex(key)
    except ValueError:
        raise Missing() from None
    if not end_session(session, person_id, digest):
        raise Missing()


def end_others(session: Session, principal: Principal) -> int:
    """End every sign-in but this one. How many there were."""
    assert principal.person_id is not None
    return devices.end_others(session, principal.person_id, principal.session_digest)
