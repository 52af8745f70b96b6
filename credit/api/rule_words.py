"""Rule sets between how they are kept and what a program is answered."""

from __future__ import annotations

from credit.api.places import dotted
from credit.api.products import product_text
from credit.api.seats import LenderVisit
from credit.api.shapes.rule import CheckOut, RuleOut, RuleSetText, SaidOut, VersionLine, VersionOut
from credit.domain.lenders.version import Version
from credit.domain.rules.checks import Finding
from credit.services.lenders import approving, looking, reading
from credit.services.lenders.looking import RuleSet
from credit.services.speaking import say_aloud
from ledger.kernel.ids import id_text
from ledger.plumbing.api.words import instant


def rule_out(found: RuleSet) -> RuleOut:
    """A rule set with its versions in short."""
    newest, live = found.newest, found.live
    return RuleOut(
        id=id_text(newest.rule_id), name=newest.name, need=newest.moment, live=live.version if live else None,
        versions=[line_out(one) for one in found.versions])


def line_out(version: Version) -> VersionLine:
    """A version in short."""
    return VersionLine.model_validate(_line(version))


def version_out(visit: LenderVisit, version: Version) -> VersionOut:
    """A version whole."""
    sold = reading.products_of(version.body)
    currency = reading.currency_of([row["offer"]["product"] for row in version.rows], sold)
    found = reading.findings(version.body["set"], sold, visit.seat.lender, visit.today)
    standing = approving.standing(visit.session, visit.seat, version)
    held = {one.approval_id for one in standing.has.values()}
    return VersionOut.model_validate({
        **_line(version), "rule": id_text(version.rule_id), "name": version.name,
        "rules": RuleSetText.model_validate(version.body["set"]),
        "products": {code: product_text(one["body"]) for code, one in version.products.items()},
        "reading": looking.sentences(version, currency), "checks": [_check(one, currency) for one in found],
        "needs": sorted(one.value for one in standing.needs),
        "said": [SaidOut(member=id_text(one.member_id), verdict=one.verdict.value, note=one.note, at=instant(one.at),
                         holds=one.approval_id in held) for one in standing.said],
        "simulation": id_text(standing.simulation.simulation_id) if standing.simulation else None,
    })  # fmt: skip


def _line(version: Version) -> dict[str, object]:
    steps = {"submitted_at": version.submitted_at, "live_at": version.live_at, "ended_at": version.ended_at}
    return {
        "version": version.version, "state": version.state.value, "digest": version.digest.hex(),
        "author": id_text(version.author) if version.author else None, "made_at": instant(version.made_at),
        **{name: instant(at) if at else None for name, at in steps.items()},
    }


def _check(found: Finding, currency: str) -> CheckOut:
    return CheckOut(check=found.check.value, blocks=found.blocks, rows=list(found.rows),
                    field=dotted(found.field) or None, says=say_aloud(found.said, currency))
