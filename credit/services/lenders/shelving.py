"""Putting an approved version on the shelf, and taking one off: each is one deed and counts from the next slot on."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from credit.domain.lenders.approval import is_complete
from credit.domain.lenders.lender import Lender, LenderSeat
from credit.domain.lenders.role import Deed
from credit.domain.lenders.version import NotNow, State, Version
from credit.services.lenders import approving, drafting, opening
from credit.services.lenders.opening import Licence
from credit.store.lenders import lenders, log, rules, shelf
from ledger.kernel.canonical import digest
from ledger.kernel.errors import N_, Conflict
from ledger.plumbing.db import Session


class NotApproved(Conflict):
    """Putting on the shelf what has not every name it needs."""

    message = N_("This version does not have every name it needs.")


def go_live(session: Session, seat: LenderSeat, rule_id: int, version: int, now: datetime,
            text: bytes | None = None) -> Version:
    """Put an approved version on the shelf, or one that was there before back on it.

    What is live of the same rule set is retired. The names hold for exactly the text that is put up; `text` is the
    digest of the one that was read, where somebody says so.
    Raises: NotAllowedHere, Missing, NotNow, OtherText, NotApproved.
    """
    seat.check(Deed.SHELVE)
    head = log.lock(session, seat.lender_id)
    was = rules.get(session, seat.lender_id, rule_id, version)
    was.check_may_become(State.LIVE)
    was.check_text(was.digest if text is None else text)
    said = approving.standing(session, seat, was)
    if not said.has or (was.state is State.APPROVED and not is_complete(said.needs, said.has)):
        raise NotApproved()
    before = rules.live(session, seat.lender_id, rule_id)
    if before is not None:
        head = _move(session, seat, head, "retire", before, replace(before, state=State.RETIRED, ended_at=now), now)
    live = replace(was, state=State.LIVE, live_at=now, ended_at=None)
    _move(session, seat, head, "go_live", was, live, now)
    _put(session, opening.operator_seat(session, seat.lender_id).lender, live)
    return live


def retire(session: Session, seat: LenderSeat, rule_id: int, now: datetime, text: bytes | None = None) -> Version:
    """Take a rule set off the shelf; `text` is the digest of what was read there, where somebody says so.

    Raises: NotAllowedHere, Missing, NotNow where it is not on it, OtherText.
    """
    seat.check(Deed.SHELVE)
    head = log.lock(session, seat.lender_id)
    rules.versions(session, seat.lender_id, rule_id)
    was = rules.live(session, seat.lender_id, rule_id)
    if was is None:
        raise NotNow()
    if text is not None:
        was.check_text(text)
    retired = replace(was, state=State.RETIRED, ended_at=now)
    _move(session, seat, head, "retire", was, retired, now)
    shelf.take_off(session, seat.lender_id, rule_id)
    return retired


def renew_licence(session: Session, lender_id: int, licence: Licence, now: datetime) -> Lender:
    """Write down until when a lender may lend; what is live of it says so from the next slot on.

    Only the operator of the house does this. Raises: Missing.
    """
    seat = opening.operator_seat(session, lender_id)
    head = log.lock(session, lender_id)
    was = seat.lender
    lender = replace(was, licence_until=licence.until)
    lenders.license_until(session, lender_id, lender.country, licence.number, licence.until)
    if not lenders.save(session, lender, was=was.version):
        raise NotNow()
    log.append(session, lender_id, head, log.Act(
        now, seat.actor, seat.actor_kind, "license", "lender", (lender_id,), digest(head.salt, lender.content())))
    for live in rules.everything(session, lender_id, [State.LIVE]):
        _put(session, lender, live)
    return lender


def to_go_back_to(session: Session, seat: LenderSeat, rule_id: int) -> Version | None:
    """The version that was live before the one that is (or was last), if any: what one press puts back."""
    gone = [one for one in rules.versions(session, seat.lender_id, rule_id) if one.state is State.RETIRED]
    return max(gone, key=lambda one: (one.ended_at or one.made_at, one.version)) if gone else None


def _put(session: Session, lender: Lender, live: Version) -> None:
    """Put a version up as it is served; how long its lender may lend is what the house's own list says (G11)."""
    until = lenders.licences(session, lender.lender_id).get(lender.country)
    body = shelf.shelf_body(live.body["set"], live.products, replace(lender, licence_until=until).facts())
    shelf.put(session, lender.lender_id, live.rule_id, live.version, live.moment, body, live.digest,
              live.live_at or live.made_at)


def _move(session: Session, seat: LenderSeat, head: log.Head, deed: str, was: Version, now_stands: Version,
          now: datetime) -> log.Head:
    drafting.save(session, seat, now_stands, was)
    return log.append(session, seat.lender_id, head, drafting.act(seat, deed, now_stands, head.salt, now))
