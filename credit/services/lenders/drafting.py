"""Writing versions of a rule set: a draft, writing into it, trying an older one's text again.

A version holds its rows and, beside them, every product they sell as it stands on the day of writing; the digest is
over both. A draft can always be read; what is unreachable or unknown in it is said by the checks, and keeps it from
being submitted.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from credit.domain.lenders.lender import LenderSeat
from credit.domain.lenders.role import Deed
from credit.domain.lenders.version import NotNow, StaleDraft, State, Version, text_digest
from credit.domain.rules.rule_reader import read_rule_set
from credit.domain.rules.rule_set import RuleSet, rule_set_json
from credit.store.lenders import log, products, rules, shelf
from ledger.kernel.canonical import digest
from ledger.kernel.ids import new_id
from ledger.plumbing.db import Session


@dataclass(frozen=True, slots=True)
class Written:
    """What is written into a draft: what the rule set is called, and the set itself."""

    name: str
    set: RuleSet


def read_written(name: str, document: object) -> Written:
    """A rule set handed in as JSON; without a name it is called after its need. Raises: what `read_rule_set` does."""
    found = read_rule_set(document)
    return Written(name or found.moment.value, found)


def draft(session: Session, seat: LenderSeat, written: Written, now: datetime, rule_id: int | None = None) -> Version:
    """A fresh draft: of a new rule set, or the next version of one. Raises: NotAllowedHere, Missing."""
    seat.check(Deed.WRITE)
    head = log.lock(session, seat.lender_id)
    before = rules.versions(session, seat.lender_id, rule_id) if rule_id is not None else []
    body = _body(session, seat, written.set)
    fresh = Version(
        rule_id if rule_id is not None else new_id(), before[0].version + 1 if before else 1, written.name,
        written.set.moment.value, body, text_digest(body), State.DRAFT, seat.actor, now, now)
    rules.add(session, seat.lender_id, fresh)
    log.append(session, seat.lender_id, head, act(seat, "draft", fresh, head.salt, now))
    return fresh


def of_name(session: Session, seat: LenderSeat, name: str) -> int | None:
    """The rule set of a name, or None: the one written into last where several have it."""
    found = [one for one in rules.everything(session, seat.lender_id) if one.name == name]
    return max(found, key=lambda one: (one.amended_at, one.rule_id)).rule_id if found else None


def amend(session: Session, seat: LenderSeat, rule_id: int, version: int, edition: int, written: Written,
          now: datetime) -> Version:
    """Write into a draft as it was opened (its `edition`). Whoever wrote into it never approves it.

    Raises: NotAllowedHere, Missing, NotNow where it is no draft any more, StaleDraft.
    """
    seat.check(Deed.WRITE)
    head = log.lock(session, seat.lender_id)
    was = rules.get(session, seat.lender_id, rule_id, version)
    was.check_may_become(State.DRAFT)
    if was.state is not State.DRAFT:
        raise NotNow()
    if was.edition != edition:
        raise StaleDraft()
    body = _body(session, seat, written.set)
    changed = replace(was, name=written.name, moment=written.set.moment.value, body=body, digest=text_digest(body),
                      amended_at=now, edition=edition + 1)
    save(session, seat, changed, was)
    log.append(session, seat.lender_id, head, act(seat, "amend", changed, head.salt, now))
    return changed


def write_anew(session: Session, seat: LenderSeat, rule_id: int, version: int, now: datetime) -> Version:
    """The text of a version as a fresh draft, with the products as they stand today. Raises: as `draft`."""
    found = rules.get(session, seat.lender_id, rule_id, version)
    return draft(session, seat, read_written(found.name, found.body["set"]), now, rule_id)


def save(session: Session, seat: LenderSeat, version: Version, was: Version) -> None:
    """Write a version's next standing. Raises: NotNow where it moved meanwhile."""
    if not rules.save(session, seat.lender_id, version, was=was):
        raise NotNow()


def act(seat: LenderSeat, deed: str, version: Version, salt: bytes, now: datetime) -> log.Act:
    """The row of the log for a deed done to a version."""
    return log.Act(now, seat.actor, seat.actor_kind, deed, "rule_version", (version.rule_id, version.version),
                   digest(salt, version.content()))


def _body(session: Session, seat: LenderSeat, rules_written: RuleSet) -> dict[str, Any]:
    sold = {row.offer.product for row in rules_written.rows}
    active: Mapping[str, products.KeptProduct] = products.active(session, seat.lender_id)
    pinned = {code: shelf.pin(one.product_id, one.version, one.body)
              for code, one in sorted(active.items()) if code in sold}
    return {"set": rule_set_json(rules_written), "products": pinned}
