"""What somebody needs: how much, by which day, and how long paying it back may sensibly take."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from credit.domain.cost.refinance import Debt
from credit.domain.offers.product import Kind
from credit.domain.rules.moment import Moment
from ledger.kernel.errors import N_, Invalid
from ledger.kernel.figures import Entries
from ledger.kernel.period import add_months


class NeedEndsBeforeItBegins(Invalid):
    """A need whose longest end comes before the day it is needed, or before today."""

    message = N_("The need must lie ahead: needed from today on, and until a later day.")


class NothingNeeded(Invalid):
    """A need of nothing, or of less."""

    message = N_("What is needed is more than zero.")


@dataclass(frozen=True, slots=True)
class GivenNeed:
    """A need as somebody states it, instead of what the moment would work out.

    Raises: NothingNeeded, NeedEndsBeforeItBegins.
    """

    amount: int
    by: date
    until: date

    def __post_init__(self) -> None:
        if self.amount <= 0:
            raise NothingNeeded(field="need.amount")
        if self.until <= self.by:
            raise NeedEndsBeforeItBegins(field="need.until")


@dataclass(frozen=True, slots=True)
class Need:
    """A moment's need on a day: `amount` minor units by a day, paid back by `until` at the latest.

    `kind` is what kind of product answers it. `debt` is the card as it stands, where a card is what the need is
    about, with the payment the person was seen to make; `days` how long money put by would lie, where it is that.
    """

    moment: Moment
    kind: Kind
    currency: str
    on: date
    amount: int
    by: date
    until: date
    debt: Debt | None = None

    @property
    def days(self) -> int:
        """Days from today to the longest sensible end."""
        return (self.until - self.on).days


@dataclass(frozen=True, slots=True)
class Planned:
    """Money planned to go (minor units) on a day before the need: its purpose, and how often the plan is a must."""

    number: int
    day: date
    minor: int
    purpose: str


@dataclass(frozen=True, slots=True)
class Receivable:
    """Money somebody owes: when due, if known, and the entries behind it."""

    number: int
    due: date | None
    minor: int
    entries: Entries = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """What a need and the free ways want beside signals; all empty where only signals are known.

    `card` is the number of the place the card is, `due` its next due day, `payment` the middle one of its last
    payments, `days_sooner` how many days before it is paid the money is there. `next_income` is the next planned
    income; `planned` what goes out before it and could wait; `set_aside` money out of daily reach that could be
    taken back; `yield_bps` what idle money earns a year today; `loan_owed` and `loan_bps` the dearest loan.
    """

    card: int | None = None
    due: date | None = None
    payment: int | None = None
    days_sooner: int = 0
    next_income: date | None = None
    planned: tuple[Planned, ...] = ()
    receivables: tuple[Receivable, ...] = ()
    set_aside: int = 0
    yield_bps: int = 0
    loan_owed: int = 0
    loan_bps: int = 0


NO_FACTS = Facts()


def card_due(need: Need, facts: Facts) -> date:
    """The card's next due day: as its terms say; else the day of the need, a month ahead at most."""
    return facts.due or min(need.by, add_months(need.on, 1))
