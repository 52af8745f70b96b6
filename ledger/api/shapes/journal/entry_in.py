"""An entry as a program sends it: said by its verb, or written as its lines. Either way it is balanced and checked."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Discriminator, JsonValue, RootModel, StringConstraints, Tag

from ledger.kernel.limits import UNIT_MAX
from ledger.plumbing.api.shape import Amount, Day, Id, Key, Line, Named, Note, Shape, Unit, Version

UnitName = Annotated[str, StringConstraints(strip_whitespace=True, max_length=UNIT_MAX)]
"""What a quantity counts: kg, night, hour."""

Spoken = Literal["expense", "income", "refund", "transfer", "exchange", "takings"]
"""What may be said; what else happens is written as lines."""


class PartIn(Shape):
    """A share of the amount: of a category, or owed by somebody."""

    category: Named | None = None
    owed_by: Line | None = None
    """Who owes this part, by name, instead of what it was for."""
    amount: Amount


class ChannelIn(Shape):
    """A place a day's takings came in by, and how much."""

    account: Named
    amount: Amount


class ShareIn(Shape):
    """What one member bears of the amount."""

    member: Id
    amount: Amount


class GotIn(Shape):
    """What arrived, where money moved from one currency to another."""

    amount: Amount
    currency: Unit


class _Entry(Shape):
    on: Day
    payee: Line = ""
    note: Note = ""
    rate: Amount | None = None
    """What one unit of the foreign currency is worth in the home currency, where no table says so."""
    fields: dict[str, Line] = {}
    """Answers to the scene's own questions by their keys; an empty one takes an answer away."""
    client_key: Key = ""
    """The key given where the entry was made: the same again is done once, whatever key the call carries."""
    tags: list[Line] | None = None
    """The words it is found by: opened where they are new, as they were where left out."""


class SaidIn(_Entry):
    """An entry said by its verb.

    Accounts and categories are identifiers or codes. `parts` beside a `category` are further categories, the first
    keeping the rest; without one they make up the whole amount. `currency` is the ledger's own unless told.
    """

    verb: Spoken
    amount: Amount | None = None
    currency: Unit | None = None
    category: Named | None = None
    account: Named | None = None
    to: Named | None = None
    got: GotIn | None = None
    parts: list[PartIn] = []
    shares: list[ShareIn] = []
    channels: list[ChannelIn] = []
    project: Line | None = None
    """What it is gathered under, by name: opened where there is none of that name, as it was where left out."""
    beneficiary: Id | None = None
    """The member it was for; as it was where left out."""
    quantity: Amount | None = None
    """How much of the first category it was; any two of quantity, unit price and amount give the third."""
    unit: UnitName | None = None
    unit_price: Amount | None = None
    paid_by: Line = ""
    """Who paid it instead, by name: it is owed to them and no `account` is needed."""


class PostingIn(Shape):
    """One line: into the account where the amount is above zero, out of it where it is below."""

    account: Named
    amount: Amount
    currency: Unit | None = None
    shares: list[ShareIn] = []
    quantity: Amount | None = None
    unit: UnitName | None = None


class LinesIn(_Entry):
    """An entry written as its lines, which sum to nothing in every currency."""

    postings: list[PostingIn]


class SaidAgain(SaidIn):
    """What puts an entry right; `version` is the one that was read."""

    version: Version


class LinesAgain(LinesIn):
    """The same, written as lines."""

    version: Version


def _which(said: Any) -> str | None:
    if not isinstance(said, dict):
        return None
    return "~lines" if "postings" in said else "~said"


_EXAMPLES: list[JsonValue] = [
    {"on": "2026-11-21", "verb": "expense", "amount": "32.50", "category": "expense:food:dining",
     "account": "asset:wallet:wechat", "payee": "Old Street", "note": "lunch"},
    {"on": "2026-11-21", "postings": [{"account": "expense:food:dining", "amount": "32.50", "currency": "CNY"},
                                      {"account": "asset:wallet:wechat", "amount": "-32.50", "currency": "CNY"}]},
]  # fmt: skip


class EntryIn(RootModel[Annotated[Annotated[SaidIn, Tag("~said")] | Annotated[LinesIn, Tag("~lines")],
                                  Discriminator(_which)]]):  # fmt: skip
    """An entry: said by its verb or, where there are `postings`, written as its lines."""

    model_config = ConfigDict(json_schema_extra={"examples": _EXAMPLES})

    @property
    def client_key(self) -> str:
        """The key given where the entry was made."""
        return self.root.client_key


class EntryAgain(RootModel[Annotated[Annotated[SaidAgain, Tag("~said")] | Annotated[LinesAgain, Tag("~lines")],
                                     Discriminator(_which)]]):  # fmt: skip
    """An entry put right, with the version that was read."""

    @property
    def client_key(self) -> str:
        """The key given where the entry was put right."""
        return self.root.client_key
