"""Which category a row of a bill belongs to: by habit, by the wallet's own class, by the book's words. Pure.

What nothing answers to goes to the book's "other" and is marked as a guess, so that the review asks for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from ledger.domain.books.account import Account, Kind, Purpose
from ledger.domain.books.search import folded
from ledger.domain.files.verdict import Draft

_CLASSES = {
    "餐饮美食": "dining meals", "服饰装扮": "clothes shopping", "日用百货": "daily supplies shopping",
    "家居家装": "furnishing", "数码电器": "electronics", "运动户外": "sport gear", "美容美发": "beauty",
    "母婴亲子": "child", "宠物": "pets", "交通出行": "transport local_transport", "爱车养车": "car car_hire",
    "住房物业": "property_fee rent", "酒店旅游": "travel hotel", "文化休闲": "entertainment tickets",
    "教育培训": "education", "医疗健康": "health", "公益捐赠": "charity giving", "保险": "insurance",
    "互助保障": "insurance", "微信红包": "giving gifts gifts_received", "投资理财": "interest_income",
}  # fmt: skip
"""Classes the wallets write beside a row, and the scene keys they may mean, the best first."""

_VAGUE = frozenset({"转账红包", "充值缴费", "生活服务", "商业服务", "公共服务", "账户存取", "商户消费", "转账"})
"""Classes that say how money moved rather than what for."""

_OTHER_KEYS = ("other_spending", "other_costs", "other_income")
_FEE_KEYS = ("bank_fees", "payment_fees", "exchange_fees", "platform_fees")
_YIELD = "收益发放"
_HEAD = 2
"""Characters by which words are looked up."""


def kind_for(what: str) -> Kind:
    """The kind of category a row needs; a refund lowers what an expense cost."""
    return Kind.INCOME if what == "income" else Kind.EXPENSE


@dataclass(frozen=True, slots=True)
class _Words:
    """The categories of one kind, by scene key and by the words people use for them."""

    by_key: Mapping[str, int]
    by_head: Mapping[str, tuple[tuple[str, int], ...]]
    other: int | None

    def find(self, text: str) -> int | None:
        """The category whose longest word stands in a folded text."""
        best, found = 0, None
        for at in range(len(text) - _HEAD + 1):
            for word, account_id in self.by_head.get(text[at : at + _HEAD], ()):
                if len(word) > best and text.startswith(word, at) and _stands(text, at, word):
                    best, found = len(word), account_id
        return found


@dataclass(slots=True)
class Guesser:
    """Guesses categories of drafts; `habits` are by kind and folded payee. It remembers what it was asked."""

    words: Mapping[Kind, _Words]
    habits: Mapping[str, Mapping[str, int]]
    _known: dict[tuple[Kind, str], int | None] = field(default_factory=dict)

    def guess(self, draft: Draft) -> tuple[int | None, bool]:
        """The category and whether it is only a guess; (None, True) in a book without any."""
        kind = kind_for(draft.what)
        words = self.words[kind]
        found = (
            self.habits.get(kind.value, {}).get(folded(draft.payee)[:200])
            or _by_class(words, draft)
            or self._by_text(kind, draft.payee)
            or words.find(folded(draft.note[:200]))
            or (words.find(folded(draft.kind)) if draft.kind not in _VAGUE else None)
        )
        return (found, found == words.other) if found else (words.other, True)

    def _by_text(self, kind: Kind, text: str) -> int | None:
        asked = kind, text
        if asked not in self._known:
            self._known[asked] = self.words[kind].find(folded(text))
        return self._known[asked]


def guesser(accounts: Mapping[int, Account], habits: Mapping[str, Mapping[str, int]]) -> Guesser:
    """The guesser of a book with these accounts."""
    return Guesser({kind: _words(kind, accounts) for kind in (Kind.EXPENSE, Kind.INCOME)}, habits)


def other_of(kind: Kind, accounts: Mapping[int, Account]) -> int | None:
    """The book's category for what fits no other, or None where it has no category of the kind."""
    mine = [one for one in accounts.values() if one.kind is kind and not one.closed]
    named = (one for one in mine if one.pack_key in _OTHER_KEYS or one.code == f"{kind.value}:other")
    loose = (one for one in mine if one.purpose in (Purpose.DISCRETIONARY, Purpose.OTHER_INCOME))
    found = next(named, None) or next(loose, None) or next(iter(mine), None)
    return found.account_id if found else None


def other_to_open(kind: Kind) -> Account:
    """The category that is opened in a book without one."""
    if kind is Kind.INCOME:
        names = {"en": "Other income", "zh-Hans": "其他收入", "zh-Hant": "其他收入"}
        return Account(0, "income:other", kind, Purpose.OTHER_INCOME, names, icon="coins")
    names = {"en": "Other", "zh-Hans": "其他", "zh-Hant": "其他"}
    return Account(0, "expense:other", kind, Purpose.DISCRETIONARY, names, icon="ellipsis")


def fees_of(accounts: Mapping[int, Account]) -> int | None:
    """The category a wallet's service fee belongs to."""
    by_key = {one.pack_key: one.account_id for one in accounts.values() if not one.closed}
    found = next((by_key[key] for key in _FEE_KEYS if key in by_key), None)
    return found or other_of(Kind.EXPENSE, accounts)


def _words(kind: Kind, accounts: Mapping[int, Account]) -> _Words:
    mine = [one for one in accounts.values() if one.kind is kind and not one.closed]
    heads: dict[str, list[tuple[str, int]]] = {}
    for word, account_id in _spoken(mine):
        heads.setdefault(word[:_HEAD], []).append((word, account_id))
    by_key = {one.pack_key: one.account_id for one in mine if one.pack_key}
    return _Words(by_key, {head: tuple(found) for head, found in heads.items()}, other_of(kind, accounts))


def _spoken(categories: Iterable[Account]) -> Iterable[tuple[str, int]]:
    for one in categories:
        for word in (*one.names.values(), *one.words):
            text = folded(word)
            # A single Han character, or a Latin word of two letters, stands in too many shops' names.
            if len(text) >= (3 if text.isascii() else 2):
                yield text, one.account_id


def _by_class(words: _Words, draft: Draft) -> int | None:
    if _YIELD in draft.note:
        return words.by_key.get("interest_income")
    keys = next((keys for name, keys in _CLASSES.items() if name in draft.kind), "")
    return next((words.by_key[key] for key in keys.split() if key in words.by_key), None)


def _stands(text: str, at: int, word: str) -> bool:
    """Whether a word stands by itself: Latin words end where letters end, Han words anywhere."""
    if not word.isascii():
        return True
    before, after = text[at - 1 : at], text[at + len(word) : at + len(word) + 1]
    return not (before.isascii() and before.isalnum()) and not (after.isascii() and after.isalnum())
