"""What the people of a lender look at: what is live, what waits for them, and what came of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from credit.domain.lenders.lender import LenderSeat
from credit.domain.lenders.role import Deed
from credit.domain.lenders.small_cells import middle, told
from credit.domain.lenders.version import State, Version
from credit.domain.rules.rule_reader import read_rule_set
from credit.services.lenders import approving, reading
from credit.store.lenders import events, rules
from ledger.plumbing.db import Session

STEPS = ("shown", "opened", "applied", "recorded")
"""How far an offer that is taken comes, step by step."""

ANSWERS = ("declined", "never", "cancelled")
"""What else is answered."""

WAITS_FOR_AUTHOR = frozenset({State.SENT_BACK, State.APPROVED})


@dataclass(frozen=True, slots=True)
class RuleSet:
    """A rule set with all its versions, newest first, and the one that is live, if any."""

    versions: tuple[Version, ...]

    @property
    def newest(self) -> Version:
        """The version written last."""
        return self.versions[0]

    @property
    def live(self) -> Version | None:
        """The one on the shelf."""
        return next((one for one in self.versions if one.state is State.LIVE), None)


@dataclass(frozen=True, slots=True)
class Funnel:
    """What became of the offers of one version: counts by kind of event, None where fewer than twenty.

    `days` are the first and last day of any of it; `saving` is (currency, the middle of what those who took it save).
    """

    reached: dict[str, int | None]
    days: tuple[date, date] | None
    saving: tuple[str, int] | None


def rule_sets(session: Session, seat: LenderSeat) -> list[RuleSet]:
    """Every rule set of the lender, what is live first, then the one written into last."""
    found: dict[int, list[Version]] = {}
    for one in rules.everything(session, seat.lender_id):
        found.setdefault(one.rule_id, []).append(one)
    sets = [RuleSet(tuple(versions)) for versions in found.values()]
    return sorted(sorted(sets, key=lambda one: one.newest.amended_at, reverse=True), key=lambda one: one.live is None)


def version(session: Session, seat: LenderSeat, rule_id: int, number: int) -> Version:
    """One version. Raises: Missing."""
    return rules.get(session, seat.lender_id, rule_id, number)


def live(session: Session, seat: LenderSeat, rule_id: int) -> Version | None:
    """What is on the shelf of a rule set, if anything."""
    return rules.live(session, seat.lender_id, rule_id)


def waiting_for(session: Session, seat: LenderSeat) -> list[Version]:
    """The versions that wait for this seat: to be decided about, or to be taken further by who wrote them."""
    if seat.may(Deed.APPROVE):
        handed_in = rules.everything(session, seat.lender_id, [State.SUBMITTED])
        return [one for one in handed_in if _waits_for_name(session, seat, one)]
    if not seat.may(Deed.WRITE):
        return []
    mine = [one for one in rules.everything(session, seat.lender_id, WAITS_FOR_AUTHOR) if one.author == seat.actor]
    return [one for one in mine if one.state is State.APPROVED or _is_newest(session, seat, one)]


def were_live(session: Session, seat: LenderSeat) -> list[Version]:
    """Every version that is or was on the shelf, what is live first, then the one that was last."""
    found = rules.everything(session, seat.lender_id, [State.LIVE, State.RETIRED])
    return sorted(found, key=lambda one: (one.state is State.LIVE, one.live_at or one.made_at), reverse=True)


def drafts(session: Session, seat: LenderSeat) -> list[Version]:
    """Every draft that is still written into."""
    return rules.everything(session, seat.lender_id, [State.DRAFT])


def sentences(found: Version, currency: str) -> list[str]:
    """Every row of a version as one plain sentence."""
    return [reading.aloud(row, currency) for row in read_rule_set(found.body["set"]).rows]


def handed_in(session: Session, seat: LenderSeat) -> list[Version]:
    """Every version on its way to the shelf: waiting for names, or approved and not live."""
    return rules.everything(session, seat.lender_id, [State.SUBMITTED, State.APPROVED])


def funnel(session: Session, seat: LenderSeat, rule_id: int, version: int) -> Funnel:
    """What became of the offers of one version, counted from their events and nothing else."""
    reached = events.reached(session, seat.lender_id, rule_id, version)
    saved = events.savings(session, seat.lender_id, rule_id, version, "applied")
    currency = saved[0][0] if saved else ""
    mid = middle([minor for code, minor in saved if code == currency])
    return Funnel({kind: told(reached.get(kind, 0)) for kind in (*STEPS, *ANSWERS)},
                  events.days(session, seat.lender_id, rule_id, version), (currency, mid) if mid is not None else None)


def by_week(session: Session, seat: LenderSeat, rule_id: int, version: int) -> list[tuple[date, dict[str, int | None]]]:
    """The counts of each day added up by week (its Monday), newest first: what the totals are made of."""
    weeks: dict[date, Counter[str]] = {}
    for count in events.counts(session, seat.lender_id, rule_id):
        if count.version == version:
            monday = count.on_day - timedelta(days=count.on_day.weekday())
            weeks.setdefault(monday, Counter())[count.kind] += count.offers
    return [(monday, {kind: told(offers) for kind, offers in found.items()})
            for monday, found in sorted(weeks.items(), reverse=True)]


def _waits_for_name(session: Session, seat: LenderSeat, version: Version) -> bool:
    if not approving.may_decide(session, seat, version):
        return False
    return not any(one.member_id == seat.actor for one in approving.standing(session, seat, version).has.values())


def _is_newest(session: Session, seat: LenderSeat, version: Version) -> bool:
    return rules.versions(session, seat.lender_id, version.rule_id)[0].version == version.version
