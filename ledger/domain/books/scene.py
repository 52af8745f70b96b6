"""A scene arranges what the books already know: accounts, categories, words, tiles, first reports.

It is data and nothing else: no code, no conditions, no expressions. A book copies accounts and categories
when it is opened and keeps the scene's key, version and digest beside them, so that a later version of the
scene can be merged on the stable keys without touching what people renamed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from ledger.domain.books.account import Kind, Purpose
from ledger.domain.books.scene_choices import (
    BudgetPeriod,
    Every,
    FieldKind,
    Group,
    MemberKind,
    Mode,
    Per,
    Pigment,
    ReportName,
    SceneVerb,
)
from ledger.kernel.money import Money
from ledger.kernel.terms import CardTerms

FORMAT = 1
"""Format of a scene's file; a file of another format is refused, not guessed at."""

LANGUAGES = ("en", "zh-Hans", "zh-Hant")
"""Every visible text of a scene stands in all of these."""

Texts = Mapping[str, str]
"""One text in each of LANGUAGES, keyed by language."""


@dataclass(frozen=True, slots=True)
class Words:
    """Small-letter words by which a typed line names an account or category; `zh` holds both scripts."""

    en: tuple[str, ...] = ()
    zh: tuple[str, ...] = ()

    @property
    def both(self) -> tuple[str, ...]:
        """English words, then Chinese ones, each once."""
        return tuple(dict.fromkeys(self.en + self.zh))


@dataclass(frozen=True, slots=True)
class Seal:
    """The stamped square of a ledger: one character in each language, and its pigment."""

    pigment: Pigment
    characters: Texts


@dataclass(frozen=True, slots=True)
class LoanDefaults:
    """What a loan's form starts from: how it is paid back, over how many months. Never a rate."""

    method: str = "annuity"
    rate_convention: str = "cn_simple"
    instalments: int = 12


@dataclass(frozen=True, slots=True)
class SceneAccount:
    """An account a book starts with: a place money is, is owed, or came in from.

    `opened` is False for what most people do not need: it is offered, not opened. `per_member` asks for one
    account for each member, the code then being the stem of theirs.
    """

    key: str
    code: str
    kind: Kind
    purpose: Purpose
    names: Texts
    icon: str
    words: Words = Words()
    parent: str = ""
    opened: bool = True
    per_member: bool = False
    card: CardTerms | None = None
    loan: LoanDefaults | None = None


@dataclass(frozen=True, slots=True)
class SceneCategory:
    """A category a book starts with. `first` puts it among the tiles, in the order of the file."""

    key: str
    code: str
    kind: Kind
    purpose: Purpose
    names: Texts
    icon: str
    words: Words = Words()
    parent: str = ""
    opened: bool = True
    first: bool = False


@dataclass(frozen=True, slots=True)
class Option:
    """One of the answers a choice field knows."""

    key: str
    names: Texts


@dataclass(frozen=True, slots=True)
class SceneField:
    """A question of this scene's own, asked for some verbs.

    `remember` offers the last answer again; of a number that `rises` one below the last is pointed out.
    """

    key: str
    kind: FieldKind
    names: Texts
    verbs: tuple[SceneVerb, ...]
    options: tuple[Option, ...] = ()
    unit: str = ""
    remember: bool = False
    rises: bool = False


@dataclass(frozen=True, slots=True)
class Shortcut:
    """What one tap fills in: `source` and `target` are account keys, `category` a category key, or empty."""

    key: str
    names: Texts
    icon: str
    verb: SceneVerb
    source: str = ""
    target: str = ""
    category: str = ""
    amount: Money | None = None


@dataclass(frozen=True, slots=True)
class SceneMember:
    """A member the opening page suggests; an empty role is one without a sign-in."""

    key: str
    names: Texts
    kind: MemberKind = MemberKind.PERSON
    role: str = ""
    weight: int = 1


@dataclass(frozen=True, slots=True)
class RecurringHint:
    """An item the book may remind of.

    `day` is of the month (1–28), or of the week (1 is Monday); `month` (1–12) belongs to yearly
    items alone.
    """

    key: str
    names: Texts
    verb: SceneVerb
    every: Every
    day: int
    month: int = 0
    mode: Mode = Mode.REMIND
    source: str = ""
    target: str = ""
    category: str = ""
    amount: Money | None = None


@dataclass(frozen=True, slots=True)
class BudgetHint:
    """A category worth a limit; without an amount only the line is offered."""

    category: str
    period: BudgetPeriod
    amount: Money | None = None


@dataclass(frozen=True, slots=True)
class ReportHint:
    """A report put first, named by the question it answers.

    `by` is member, purpose, category, account, day or payee, or `field:` and the key of a field; `categories`
    narrow it, all where empty.
    """

    key: str
    names: Texts
    report: ReportName
    by: str = ""
    per: Per = Per.TOTAL
    categories: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Scene:
    """One scene as read from its file.

    `digest` is the SHA-256 (hex) of the canonical bytes of the file's values: comments, spaces and line ends
    do not change it, every value does. `period_start` is the day of the month (1–28) a period begins, 0
    where it never ends. `currency` is what the hints' amounts are in: a book in another currency shows none.
    """

    key: str
    version: str
    digest: str
    names: Texts
    about: Texts
    group: Group
    icon: str
    seal: Seal
    currency: str
    period_start: int
    shared: bool
    verbs: tuple[SceneVerb, ...]
    accounts: tuple[SceneAccount, ...]
    categories: tuple[SceneCategory, ...]
    fields: tuple[SceneField, ...] = ()
    shortcuts: tuple[Shortcut, ...] = ()
    members: tuple[SceneMember, ...] = ()
    recurring: tuple[RecurringHint, ...] = ()
    budgets: tuple[BudgetHint, ...] = ()
    reports: tuple[ReportHint, ...] = ()
    samples: tuple[Texts, ...] = ()

    def tiles(self, kind: Kind) -> tuple[SceneCategory, ...]:
        """The categories of a kind that stand first, in tile order."""
        return tuple(category for category in self.categories if category.first and category.kind is kind)


def came_with(item: SceneAccount | SceneCategory) -> dict[str, Any]:
    """The values an account or category comes with, fit for canonical bytes: a book keeps them by its key."""
    return asdict(item)
