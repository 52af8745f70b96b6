"""What was spent and somebody pays back, an employer say: the entry is amended, so it is counted once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from ledger.domain.books.account import Purpose
from ledger.domain.books.book import Seat
from ledger.domain.books.entry import Verb
from ledger.domain.owed.lent import claimed
from ledger.kernel.errors import N_, Conflict
from ledger.plumbing.db import Session
from ledger.services.books import bookkeeping, looking_back
from ledger.services.books.quick import accounts_in
from ledger.services.names import knowing
from ledger.services.owed import parties
from ledger.store.books import entries


class NothingToClaim(Conflict):
    """An entry of which nothing is one's own to be paid back."""

    message = N_("Nothing of this entry is left to be paid back: it was not spent, or somebody owes it already.")


def claim(
    session: Session, seat: Seat, things: Iterable[tuple[int, int]], by: str, project: str, now: datetime
) -> list[bookkeeping.Done]:
    """Let somebody owe what some expenses cost, each given with its version; `project` gathers them, as a trip.

    Raises: Needed, NothingToClaim, and what amending raises.
    """
    party = parties.party_of(session, seat, by, "by")
    project_id = knowing.project_named(session, seat, project, now)
    done = []
    for thing_id, version in things:
        looking_back.check_seen(session, seat, thing_id)
        kept = entries.standing_of(session, seat.book_id, thing_id)
        known = accounts_in(session, seat)
        if kept is None or kept.entry.verb is not Verb.EXPENSE or any(
                p.account_id not in known for p in kept.entry.postings):
            raise NothingToClaim()
        if not any(known[p.account_id].is_category and p.minor > 0 for p in kept.entry.postings):
            raise NothingToClaim()
        account = parties.kept_on(session, seat, Purpose.RECEIVABLE, kept.entry.postings[0].currency, now)
        fresh = claimed(kept.entry, known, account.account_id, party, project_id)
        done.append(bookkeeping.amend(session, seat, thing_id, version, fresh, now))
    return done
