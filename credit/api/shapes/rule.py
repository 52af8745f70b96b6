"""A rule set as a program sends it, and its versions as a program is answered: the text, its reading, its checks."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import ConfigDict, Discriminator, Tag

from credit.api.shapes.product import Months, ProductIn, ProductText
from credit.domain.rules.rule_set import Op
from ledger.plumbing.api.refusals import WrongForm
from ledger.plumbing.api.shape import (
    Amount,
    AmountText,
    Id,
    IdText,
    Instant,
    Line,
    Named,
    Note,
    Page,
    Shape,
    as_text,
    read_text,
)

DIGEST_PATTERN = "^[0-9a-f]{64}$"
State = Literal["draft", "submitted", "approved", "live", "retired", "sent_back"]
"""Where a version stands."""


def _digest(text: str) -> bytes:
    if len(text) != 64 or not set(text) <= set("0123456789abcdef"):
        raise WrongForm(wanted="64 x 0-9a-f")
    return bytes.fromhex(text)


Digest = Annotated[bytes, read_text(_digest), as_text(pattern=DIGEST_PATTERN)]
"""Which text is meant: the digest it was answered with."""


class ConditionIn(Shape):
    """A signal compared with a whole bound in the signal's own unit: sums in minor units, shares in basis points."""

    signal: Named
    op: Op
    bound: int


Instalments = Annotated[
    Annotated[Months, Tag("~one")] | Annotated[list[Months], Tag("~several")],
    Discriminator(lambda said: "~several" if isinstance(said, list) else "~one"),
]
"""One number of months, or several to choose from."""


class TermsIn(Shape):
    """What a row offers: up to `max` of a product, at a yearly rate, over some months; its own where null."""

    product: Named
    max: Amount
    rate_percent: Amount | None = None
    instalments: Instalments | None = None


class RowIn(Shape):
    """Whom it fits, all conditions together, and what they are offered. The first row that fits wins."""

    when: list[ConditionIn]
    offer: TermsIn


class RuleSetIn(Shape):
    """A rule set for one need. `products` beside the rows are written and put on sale first."""

    model_config = ConfigDict(json_schema_extra={"examples": [{
        "format": 1, "need": "card_refinance", "rows": [{
            "when": [{"signal": "revolving_streak", "op": "at_least", "bound": 3},
                     {"signal": "card_effective_apr", "op": "at_least", "bound": 1600}],
            "offer": {"product": "refi-12", "max": "20000", "rate_percent": "12", "instalments": [12]},
        }],
    }]})

    format: Literal[1]
    need: Named
    rows: list[RowIn]
    products: list[ProductIn] = []


class RuleQuery(Shape):
    """`name` is what the rule set is called: that of one there is writes its next version. Its need where left out."""

    name: Line = ""


class TextIn(Shape):
    """The digest of exactly the text that was read."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"digest": "9f" * 32}]})

    digest: Digest


class ApprovalIn(Shape):
    """The digest of exactly the text that was read, and the simulation it was read beside."""

    digest: Digest
    simulation: Id


class SendBackIn(Shape):
    """The digest of the text that was read, and what should change."""

    digest: Digest
    note: Note


class CheckOut(Shape):
    """Something found in a rule set: what was looked for, the rows it is about (from one), and words.

    One that `blocks` must be mended before the version can be submitted.
    """

    check: str
    blocks: bool
    rows: list[int]
    field: str | None
    says: str


class ConditionText(Shape):
    """A comparison."""

    signal: str
    op: str
    bound: int


class TermsText(Shape):
    """What a row offers."""

    product: str
    max: AmountText
    rate_percent: AmountText | None = None
    instalments: list[int] | None = None


class RowText(Shape):
    """A row."""

    when: list[ConditionText]
    offer: TermsText


class RuleSetText(Shape):
    """A rule set as it was read."""

    format: int
    need: str
    rows: list[RowText]


class SaidOut(Shape):
    """What somebody said about a version: approved, complies or sent_back, with a note where it came back."""

    member: IdText
    verdict: str
    note: str
    at: Instant
    holds: bool


class VersionLine(Shape):
    """A version in short. `digest` says exactly which text it is."""

    version: int
    state: State
    digest: str
    author: IdText | None
    made_at: Instant
    submitted_at: Instant | None
    live_at: Instant | None
    ended_at: Instant | None


class VersionOut(VersionLine):
    """A version whole: its text, the products it sells as they stood then, every row as a sentence, what the checks
    found, the names it needs and has, and the simulation that speaks for this text."""

    rule: IdText
    name: str
    rules: RuleSetText
    products: dict[str, ProductText]
    reading: list[str]
    checks: list[CheckOut]
    needs: list[str]
    said: list[SaidOut]
    simulation: IdText | None


class RuleOut(Shape):
    """A rule set: its versions, newest first, and the number of the one on the shelf."""

    id: IdText
    name: str
    need: str
    live: int | None
    versions: list[VersionLine]


class OneRuleOut(RuleOut):
    """A rule set with its newest version whole."""

    newest: VersionOut


class Rules(Page):
    """Rule sets, what is live first."""

    items: list[RuleOut]
