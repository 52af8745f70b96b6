"""What a person said on a form, before it becomes balanced postings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ledger.domain.books.entry import Verb
from ledger.domain.owed.lent import Owed
from ledger.domain.papers.measure import Measure
from ledger.kernel.money import Money

IdAndMoney = tuple[int, Money]
"""An account or category, and a sum."""

NOTHING = 0
"""A project or a person that was asked for and is none: what stood there is taken away."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a person said: ids as they came, amounts read.

    `parts` are further categories with their share of `amount`, the first category keeping the rest; `got` is
    what arrived where money moved from one currency to another; `channels` are a day's takings by place. `interest`
    is what of a payment on a debt pays nothing back. `project` is what it is gathered under and `beneficiary` the
    member it was for: None where the form did not ask, NOTHING where it asked and there is none; `tags` are the words
    it is found by, None where the form did not ask. `fields` answer the scene's own questions, an empty one taking an
    answer away; `measure` is how much of the first category it was. `owed` is what others owe of it, taken from the
    first category; `paid_by` the payee who paid instead, to whom `account` is owed.
    """

    on: date
    verb: Verb
    amount: Money | None = None
    category: int | None = None
    account: int | None = None
    to: int | None = None
    parts: tuple[IdAndMoney, ...] = ()
    got: Money | None = None
    channels: tuple[IdAndMoney, ...] = ()
    payee: str = ""
    note: str = ""
    interest: Money | None = None
    project: int | None = None
    beneficiary: int | None = None
    tags: tuple[int, ...] | None = None
    fields: tuple[tuple[str, str], ...] | None = None
    measure: Measure | None = None
    owed: tuple[Owed, ...] = ()
    paid_by: int | None = None
