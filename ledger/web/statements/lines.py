"""A statement as its template draws it: every row put into words, with the address of what stands behind it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ledger.domain.reports.statement import Block, Row
from ledger.plumbing.format import amount_text
from ledger.plumbing.i18n import gettext as _
from ledger.plumbing.i18n import ngettext
from ledger.web.statements.words import BLOCKS, TECHNICAL, row_name

Href = Callable[[Row], str]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table: `kind` is "" (a row), head, sum or total; a head has no sums.

    `href` opens what is behind the sum, `why` what is behind the change; either may be empty.
    """

    kind: str
    name: str
    note: str = ""
    amount: int = 0
    beside: int | None = None
    change: int | None = None
    href: str = ""
    why: str = ""


def nothing(_row: Row) -> str:
    """No address."""
    return ""


def block_lines(block: Block, href: Href, why: Href = nothing, *, summed: str = "") -> list[Line]:
    """A block: its head, its rows, and with `summed` the line of that name that they come to."""
    head = Line("head", _(BLOCKS[block.key]), _(TECHNICAL[block.key]) if block.key in TECHNICAL else "")
    return [head, *row_lines(block, href, why), *([total_line(summed, block, "sum")] if summed else [])]


def row_lines(block: Block, href: Href, why: Href = nothing) -> list[Line]:
    """The rows of a block."""
    return [
        Line("", row_name(row), note_of(row), row.amount, row.beside, row.change, href(row),
             why(row) if row.change else "")
        for row in block.rows
    ]


def total_line(name: str, block: Block, kind: str = "total") -> Line:
    """What a block comes to."""
    return Line(kind, name, "", block.amount, block.beside, block.change)


def sum_line(kind: str, name: str, amount: int, beside: int | None) -> Line:
    """A sum that is not a block's."""
    return Line(kind, name, "", amount, beside, None if beside is None else amount - beside)


def note_of(row: Row) -> str:
    """What a row holds in other currencies, and how many of its movements have no rate yet."""
    foreign = [amount_text(money) for money in row.foreign]
    waiting = [ngettext("%(num)s without a rate", "%(num)s without a rate", row.unvalued)] if row.unvalued else []
    return " · ".join([*foreign, *waiting])
