"""The lender's log to look at: deeds, and what the things they were done to are called."""

from __future__ import annotations

from credit.domain.lenders.lender import LenderSeat
from credit.store.lenders import lenders, log, products, rules, simulations
from ledger.kernel.chain import Deed
from ledger.plumbing.db import Session

Subject = tuple[str, tuple[int, ...]]


def page(session: Session, seat: LenderSeat, before: int | None, limit: int) -> list[Deed]:
    """Deeds before a sequence, newest first."""
    return log.before(session, seat.lender_id, before, limit)


def subjects(session: Session, seat: LenderSeat) -> dict[Subject, str]:
    """What each subject of the log is called, with its version where it has one."""
    named: dict[Subject, str] = {("lender", (seat.lender_id,)): seat.lender.name}
    for member in lenders.members(session, seat.lender_id):
        named["member", (member.member_id,)] = member.name
    for product in products.versions(session, seat.lender_id):
        named["product", (product.product_id, product.version)] = f"{product.name} {product.version}"
    called_by: dict[tuple[int, int], str] = {}
    for version in rules.everything(session, seat.lender_id):
        called = called_by[version.rule_id, version.version] = f"{version.name} {version.version}"
        named["rule_version", (version.rule_id, version.version)] = called
        for said in rules.said(session, seat.lender_id, version.rule_id, version.version):
            named["approval", (version.rule_id, version.version, said.approval_id)] = called
    for one in simulations.everything(session, seat.lender_id):
        named["simulation", (one.simulation_id,)] = called_by.get((one.rule_id, one.version), "")
    return named
