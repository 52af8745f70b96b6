"""Lenders: those one is of, their people, their log, and what became of their offers."""

from __future__ import annotations

from credit.api.seats import RULES, LenderVisit, PersonVisit, in_lender
from credit.api.shapes.lender import (
    Audit,
    AuditOut,
    LenderMemberOut,
    LenderMembers,
    LenderOut,
    Lenders,
    ResultOut,
    Results,
    ResultsQuery,
    WeekCounts,
)
from credit.domain.lenders.role import Deed
from credit.domain.lenders.version import Version
from credit.services.lenders import deeds, looking, opening, people
from credit.services.lenders.deeds import Subject
from ledger.kernel import chain
from ledger.kernel.ids import id_text
from ledger.plumbing.access import SIGNED_IN
from ledger.plumbing.api.area import ApiArea
from ledger.plumbing.api.cursor import opened, sealed
from ledger.plumbing.api.shape import ListQuery
from ledger.plumbing.api.words import amount_text, id_or_null, instant, page_of

area = ApiArea("lenders", __name__)
VERSIONED = ("product", "rule_version", "approval")
"""Subjects of the log whose second number is a version."""


@area.get("/lenders", SIGNED_IN, RULES, Lenders, query=ListQuery)
def listing(visit: PersonVisit, query: ListQuery) -> Lenders:
    """The lenders one is of."""
    mine = opening.mine(visit.session, visit.seat)
    shown, then = page_of("lenders", mine, lambda one: one[0].lender_id, query.after, query.limit)
    return Lenders(next=then, items=[
        LenderOut(
            id=id_text(lender.lender_id), name=lender.name, legal_name=lender.legal_name, country=lender.country,
            licence_until=lender.licence_until.isoformat() if lender.licence_until else None, role=member.role)
        for lender, member in shown
    ])


@area.get("/lenders/<lender>/members", in_lender(Deed.READ), RULES, LenderMembers, query=ListQuery)
def members(visit: LenderVisit, query: ListQuery) -> LenderMembers:
    """Everybody who is or was of the lender."""
    everybody = people.everybody(visit.session, visit.seat)
    shown, then = page_of("lender_members", everybody, lambda one: one.member.member_id, query.after, query.limit)
    return LenderMembers(next=then, items=[
        LenderMemberOut(
            id=id_text(one.member.member_id), name=one.member.name or None, role=one.member.role,
            joined_at=instant(one.joined_at), left=one.member.left, you=one.member.member_id == visit.seat.actor)
        for one in shown
    ])


@area.get("/lenders/<lender>/audit", in_lender(Deed.READ), RULES, Audit, query=ListQuery)
def audit(visit: LenderVisit, query: ListQuery) -> Audit:
    """The lender's log, newest first."""
    before = int(opened("audit", query.after)[0]) if query.after else None
    found = deeds.page(visit.session, visit.seat, before, query.limit + 1)
    names, shown = deeds.subjects(visit.session, visit.seat), found[: query.limit]
    then = sealed("audit", shown[-1].seq) if len(found) > query.limit else None
    return Audit(items=[_deed(one, names) for one in shown], next=then)


@area.get("/lenders/<lender>/results", in_lender(Deed.READ), RULES, Results, query=ResultsQuery)
def results(visit: LenderVisit, query: ResultsQuery) -> Results:
    """What became of the offers of every version that is or was on the shelf."""
    were_live = looking.were_live(visit.session, visit.seat)
    served = [version for version in were_live if query.rule in (None, version.rule_id)]
    shown, then = page_of("results", served, lambda one: f"{one.rule_id}.{one.version}", query.after, query.limit)
    return Results(items=[_result(visit, one) for one in shown], next=then)


def _deed(deed: chain.Deed, names: dict[Subject, str]) -> AuditOut:
    subjects, has_version = deed.subjects, deed.subject_kind in VERSIONED
    ids = (*subjects[:1], *subjects[2:]) if has_version else subjects
    return AuditOut(
        seq=deed.seq, at=instant(deed.at), actor=id_or_null(deed.actor), actor_kind=deed.actor_kind, deed=deed.deed,
        kind=deed.subject_kind, ids=[id_text(one) for one in ids], version=subjects[1] if has_version else None,
        name=names.get((deed.subject_kind, subjects)), digest=deed.digest.hex(), hash=deed.hash.hex())


def _result(visit: LenderVisit, version: Version) -> ResultOut:
    found = looking.funnel(visit.session, visit.seat, version.rule_id, version.version)
    since, until = found.days or (None, None)
    currency, saving = found.saving or (None, None)
    weeks = looking.by_week(visit.session, visit.seat, version.rule_id, version.version)
    return ResultOut(
        rule=id_text(version.rule_id), version=version.version, name=version.name, state=version.state.value,
        since=since.isoformat() if since else None, until=until.isoformat() if until else None, offers=found.reached,
        saving=amount_text(saving, currency) if saving is not None and currency else None, currency=currency,
        weeks=[WeekCounts(week=monday.isoformat(), offers=counts) for monday, counts in weeks])
