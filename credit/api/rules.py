"""Rule sets: writing a draft, reading one with its checks, and its way to the shelf and off it."""

from __future__ import annotations

from credit.api.places import document_of, in_dotted_places
from credit.api.rule_words import rule_out, version_out
from credit.api.seats import RULES, LenderVisit, in_lender, read_version
from credit.api.shapes.rule import (
    ApprovalIn,
    OneRuleOut,
    RuleQuery,
    Rules,
    RuleSetIn,
    SendBackIn,
    TextIn,
    VersionOut,
)
from credit.domain.lenders.lender import NAME_MAX
from credit.domain.lenders.role import Deed
from credit.services.lenders import approving, arriving, looking, shelving
from ledger.kernel.errors import Missing
from ledger.kernel.ids import read_id
from ledger.plumbing import clock
from ledger.plumbing.api.area import ApiArea
from ledger.plumbing.api.shape import ListQuery, Nothing
from ledger.plumbing.api.words import page_of
from ledger.plumbing.fields import TooLong

area = ApiArea("rules", __name__)
SETS = "/lenders/<lender>/rules"
SET = f"{SETS}/<rule>"
VERSION = f"{SET}/<version>"


@area.get(SETS, in_lender(Deed.READ), RULES, Rules, query=ListQuery)
def listing(visit: LenderVisit, query: ListQuery) -> Rules:
    """Every rule set with its versions."""
    found = looking.rule_sets(visit.session, visit.seat)
    shown, then = page_of("rules", found, lambda one: one.newest.rule_id, query.after, query.limit)
    return Rules(items=[rule_out(one) for one in shown], next=then)


@area.post(SETS, in_lender(Deed.WRITE), RULES, VersionOut, body=RuleSetIn, query=RuleQuery, status=201)
def write(visit: LenderVisit, query: RuleQuery, body: RuleSetIn) -> VersionOut:
    """Write a rule set as a draft: a new one, or the next version of the one of this name."""
    if len(query.name) > NAME_MAX:
        raise TooLong(limit=NAME_MAX, field="name")
    with in_dotted_places():
        fresh = arriving.bring(visit.session, visit.seat, document_of(body), query.name, clock.now(), visit.today)
    return version_out(visit, fresh)


@area.get(SET, in_lender(Deed.READ), RULES, OneRuleOut)
def one(visit: LenderVisit, rule: str) -> OneRuleOut:
    """One rule set: its versions, and the newest read aloud with what the checks found."""
    rule_id = read_id(rule)
    found = next((one for one in looking.rule_sets(visit.session, visit.seat) if one.newest.rule_id == rule_id), None)
    if found is None:
        raise Missing()
    return OneRuleOut(**dict(rule_out(found)), newest=version_out(visit, found.newest))


@area.get(VERSION, in_lender(Deed.READ), RULES, VersionOut)
def version(visit: LenderVisit, rule: str, version: str) -> VersionOut:
    """One version, read aloud, with what the checks found and the names it has."""
    return _as_it_stands(visit, rule, version)


@area.post(f"{VERSION}/submit", in_lender(Deed.WRITE), RULES, VersionOut, body=TextIn)
def submit(visit: LenderVisit, rule: str, version: str, body: TextIn) -> VersionOut:
    """Hand a draft to other people, exactly as it was tried out."""
    approving.submit(visit.session, visit.seat, read_id(rule), read_version(version), body.digest, clock.now())
    return _as_it_stands(visit, rule, version)


@area.post(f"{VERSION}/take-back", in_lender(Deed.WRITE), RULES, VersionOut, body=Nothing)
def take_back(visit: LenderVisit, rule: str, version: str, body: Nothing) -> VersionOut:
    """Make a version that waits a draft again."""
    approving.take_back(visit.session, visit.seat, read_id(rule), read_version(version), clock.now())
    return _as_it_stands(visit, rule, version)


@area.post(f"{VERSION}/approve", in_lender(Deed.APPROVE), RULES, VersionOut, body=ApprovalIn)
def approve(visit: LenderVisit, rule: str, version: str, body: ApprovalIn) -> VersionOut:
    """Put one's name to exactly this text, as it was tried out in this simulation. Never to what one wrote."""
    approving.approve(visit.session, visit.seat, read_id(rule), read_version(version), body.digest, body.simulation,
                      clock.now())
    return _as_it_stands(visit, rule, version)


@area.post(f"{VERSION}/send-back", in_lender(Deed.APPROVE), RULES, VersionOut, body=SendBackIn)
def send_back(visit: LenderVisit, rule: str, version: str, body: SendBackIn) -> VersionOut:
    """Return a version to its author with a note."""
    if len(body.note) > approving.NOTE_MAX:
        raise TooLong(limit=approving.NOTE_MAX, field="note")
    approving.send_back(visit.session, visit.seat, read_id(rule), read_version(version), body.digest, body.note,
                        clock.now())
    return _as_it_stands(visit, rule, version)


@area.post(f"{VERSION}/live", in_lender(Deed.SHELVE), RULES, VersionOut, body=TextIn)
def go_live(visit: LenderVisit, rule: str, version: str, body: TextIn) -> VersionOut:
    """Put an approved version on the shelf, or one that was there before back on it. What was there is retired."""
    shelving.go_live(visit.session, visit.seat, read_id(rule), read_version(version), clock.now(), body.digest)
    return _as_it_stands(visit, rule, version)


@area.post(f"{SET}/retire", in_lender(Deed.SHELVE), RULES, VersionOut, body=TextIn)
def retire(visit: LenderVisit, rule: str, body: TextIn) -> VersionOut:
    """Take a rule set off the shelf; the digest is of the version that is on it."""
    gone = shelving.retire(visit.session, visit.seat, read_id(rule), clock.now(), body.digest)
    return version_out(visit, gone)


def _as_it_stands(visit: LenderVisit, rule: str, version: str) -> VersionOut:
    return version_out(visit, looking.version(visit.session, visit.seat, read_id(rule), read_version(version)))
