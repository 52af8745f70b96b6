"""A saved report: a statement as it was looked at, under a name. Its days stay, or move on with the calendar."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ledger.domain.reports.span import YEAR_MONTHS, Asked, Span, around, days, neighbour
from ledger.kernel.errors import N_, Invalid
from ledger.kernel.limits import LINE_MAX
from ledger.kernel.period import Period

STATEMENTS = ("balance_sheet", "income_statement", "cash_flow", "gathered", "account_register", "trial_balance",
              "exchange", "why")
"""What can be saved, by name."""

NAME_MAX = 60
_PASSING = ("after", "cursor", "as")
_DAYS = ("on", "since", "until")
_ARGUMENTS_MAX = 16
_BACK = "back"


class NotAReport(Invalid):
    """A statement that does not exist, or an address with more in it than a statement's has."""

    message = N_("This cannot be saved as a report.")


class TooManyReports(Invalid):
    """More saved reports than one book keeps."""

    message = N_("A ledger keeps at most %(limit)s saved reports.")


@dataclass(frozen=True, slots=True)
class SavedReport:
    """`said` is what its address says; in place of days that move it holds `back`, the whole periods before today's.

    Only `member_id` sees it unless it is shared; a pinned one stands on the start page of whoever sees it.
    """

    report_id: int
    member_id: int
    name: str
    statement: str
    said: dict[str, str] = field(default_factory=dict)
    is_shared: bool = False
    is_pinned: bool = False
    position: int = 0
    closed: bool = False
    version: int = 1

    @property
    def moves(self) -> bool:
        """Whether its days move on with the calendar."""
        return _BACK in self.said

    def address(self, today: date) -> dict[str, str]:
        """What its address says today."""
        if not self.moves:
            return dict(self.said)
        span = Span(self.said["span"])
        start = neighbour(span, around(span, today), -int(self.said[_BACK])).start
        return {**{name: value for name, value in self.said.items() if name != _BACK}, "on": start.isoformat()}

    def period(self, today: date) -> Period:
        """Its days, today."""
        said = self.address(today)
        if "on" in said:
            return around(Span(said["span"]), date.fromisoformat(said["on"]))
        return days(date.fromisoformat(said["since"]), date.fromisoformat(said["until"]))

    def content(self) -> dict[str, Any]:
        """What is digested when the report is written."""
        return {"report": self.report_id, "member": self.member_id, "name": self.name, "statement": self.statement,
                "said": self.said, "shared": self.is_shared, "pinned": self.is_pinned, "position": self.position,
                "closed": self.closed}


def periods_back(asked: Asked, today: date) -> int | None:
    """How many whole periods lie between the days asked for and today's; None where they cannot move or lie ahead."""
    if asked.span is Span.DAYS:
        return None
    now = around(asked.span, today).start
    months = (now.year - asked.period.start.year) * YEAR_MONTHS + now.month - asked.period.start.month
    return None if months < 0 else months // {Span.MONTH: 1, Span.QUARTER: 3, Span.YEAR: YEAR_MONTHS}[asked.span]


def said_of(arguments: Mapping[str, str], asked: Asked, today: date, *, moves: bool) -> dict[str, str]:
    """What is kept of a statement's address; its days as so many periods back where they are to move.

    Raises: NotAReport.
    """
    found = {name: value.strip() for name, value in arguments.items() if name not in _PASSING}
    said = {name: value for name, value in found.items() if value and name not in (*_DAYS, _BACK, "span", "beside")}
    if len(said) > _ARGUMENTS_MAX or any(len(one) > LINE_MAX for pair in said.items() for one in pair):
        raise NotAReport()
    said |= {"span": asked.span.value, "beside": asked.wanted.value}
    back = periods_back(asked, today) if moves else None
    if back is not None:
        return {**said, _BACK: str(back)}
    if asked.span is Span.DAYS:
        return {**said, "since": asked.period.start.isoformat(), "until": asked.last.isoformat()}
    return {**said, "on": asked.period.start.isoformat()}
