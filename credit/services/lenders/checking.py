"""Checking a lender's log: the chain, and that everything it speaks of still is what it was.

What is wrong is named; nothing is changed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from credit.domain.lenders.version import State, Version, text_digest
from credit.store.lenders import lenders, log, products, rules, simulations
from ledger.kernel.canonical import digest
from ledger.kernel.chain import Deed, breaks
from ledger.plumbing.db import Session

LEADS_TO = {
    "draft": State.DRAFT, "amend": State.DRAFT, "take_back": State.DRAFT, "submit": State.SUBMITTED,
    "approved": State.APPROVED, "send_back": State.SENT_BACK, "go_live": State.LIVE, "retire": State.RETIRED,
}
"""Where a version stands after each deed: a state nobody's deed led to was written past the log."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that does not hold: at which sequence of the log, if any, and what."""

    seq: int | None
    what: str


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check read and found. `head` is the last hash of the log."""

    lender_id: int
    deeds: int
    head: bytes
    faults: tuple[Fault, ...]


def verify(session: Session, lender_id: int) -> Checked:
    """Check one lender whole. Raises: Missing; what is broken is in the answer."""
    session.allow_lender(lender_id)
    head = log.head(session, lender_id)
    rows = list(log.each(session, lender_id))
    faults = [Fault(found.seq, f"log {found.what}") for found in breaks(rows)]
    if (head.seq, head.hash) != ((rows[-1][0].seq, rows[-1][1]) if rows else (0, head.hash)):
        faults.append(Fault(None, "head does not match the log"))
    last = {(deed.subject_kind, deed.subjects): deed for deed, _stored in rows}
    stood = dict(_contents(session, lender_id))
    faults.extend(_differences(last, stood, head.salt))
    faults.extend(_version_faults(session, lender_id, last))
    return Checked(lender_id, len(rows), head.hash, tuple(faults))


Subject = tuple[str, tuple[int, ...]]


def _differences(last: Mapping[Subject, Deed], stood: Mapping[Subject, object], salt: bytes) -> Iterator[Fault]:
    for subject, content in stood.items():
        deed = last.get(subject)
        if deed is None:
            yield Fault(None, f"{subject[0]} the log does not know")
        elif digest(salt, content) != deed.digest:
            yield Fault(deed.seq, f"{subject[0]} differs from the digest of its deed")
    for (kind, subjects), deed in last.items():
        if (kind, subjects) not in stood:
            yield Fault(deed.seq, f"{kind} is gone")


def _contents(session: Session, lender_id: int) -> Iterator[tuple[Subject, object]]:
    lender = lenders.get(session, lender_id)
    if lender is not None:
        yield ("lender", (lender_id,)), lender.content()
    for member in lenders.members(session, lender_id):
        yield ("member", (member.member_id,)), member.content()
    for product in products.versions(session, lender_id):
        yield ("product", (product.product_id, product.version)), product.content()
    for version in rules.everything(session, lender_id):
        yield ("rule_version", (version.rule_id, version.version)), version.content()
        for approval in rules.said(session, lender_id, version.rule_id, version.version):
            subjects = (version.rule_id, version.version, approval.approval_id)
            yield ("approval", subjects), approval.content()
    for simulation in simulations.everything(session, lender_id):
        yield ("simulation", (simulation.simulation_id,)), simulation.content()


def _version_faults(session: Session, lender_id: int, last: Mapping[Subject, Deed]) -> Iterator[Fault]:
    for product in products.versions(session, lender_id):
        if text_digest(product.body) != product.digest:
            yield Fault(None, f"product {product.code} differs from its own digest")
    for version in rules.everything(session, lender_id):
        yield from _text_faults(version)
        deed = last.get(("rule_version", (version.rule_id, version.version)))
        if deed is not None and LEADS_TO.get(deed.deed) is not version.state:
            yield Fault(deed.seq, f"version {version.version} of {version.name} stands where no deed led it")


def _text_faults(version: Version) -> Iterator[Fault]:
    if text_digest(version.body) != version.digest:
        yield Fault(None, f"version {version.version} of {version.name} differs from its own digest")
