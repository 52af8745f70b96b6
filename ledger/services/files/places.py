"""Which account each place named in a bill is: proposed from what is remembered, from names, and from words. Pure.

A place nothing answers to is to be opened as an account of its own, named as the bill names it. Two names are
never proposed to be one account: merging two bank cards would make their money one heap.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ledger.domain.books.account import Account, Kind, Purpose
from ledger.domain.books.search import folded
from ledger.domain.files.bills.dialect import ALIPAY, WECHAT
from ledger.kernel.limits import LINE_MAX
from ledger.kernel.terms import CardTerms

_OWN_NAMES = {
    "alipay": frozenset({ALIPAY.wallet, "账户余额", "支付宝", "支付宝余额"}),
    "wechat": frozenset({WECHAT.wallet, "微信零钱", "微信", "微信支付"}),
}
_PLATFORM = re.compile("(?:支付宝|财付通|微信支付|微信)(?:.*公司)?")
_WALLETS = {
    "alipay": {"en": "Alipay", "zh-Hans": "支付宝", "zh-Hant": "支付寶"},
    "wechat": {"en": "WeChat", "zh-Hans": "微信", "zh-Hant": "微信"},
}
_TRANSIT = {"en": "On its way", "zh-Hans": "在路上", "zh-Hant": "在途"}
_SLUG = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class _Sort:
    """A sort of place: what its name says, and the account it is opened as."""

    said: re.Pattern[str]
    kind: Kind
    purpose: Purpose
    stem: str
    icon: str


_SORTS = (
    _Sort(re.compile("信用卡|贷记|信用购|花呗|白条|月付|先用后付|credit"), Kind.LIABILITY, Purpose.CARD,
          "liability:card", "credit-card"),
    _Sort(re.compile("借呗|备用金|微粒贷|网商贷|有钱花|贷款|借款|loan"), Kind.LIABILITY, Purpose.LOAN,
          "liability:loan", "hand-coins"),
    _Sort(re.compile("余额宝|余利宝|零钱通|理财|基金|证券|小荷包|存钱罐|fund"), Kind.ASSET, Purpose.FUND,
          "asset:fund", "piggy-bank"),
    _Sort(re.compile(r"银行|储蓄|借记|信用社|农商|农信|bank|\([0-9]{3,4}\)"), Kind.ASSET, Purpose.BANK,
          "asset:bank", "landmark"),
)  # fmt: skip
_WALLET = _Sort(re.compile(""), Kind.ASSET, Purpose.WALLET, "asset:wallet", "wallet")
_OWED = _Sort(re.compile(""), Kind.ASSET, Purpose.RECEIVABLE, "asset:receivable", "handshake")


@dataclass(frozen=True, slots=True)
class Named:
    """A place as the rows of a batch name it: what the rows are (expense, transfer …) and how many there are."""

    name: str
    whats: frozenset[str]
    rows: int


def named(found: Iterable[tuple[str, str, int]]) -> tuple[Named, ...]:
    """The places of a batch from (name, what, rows), the most used first."""
    whats: dict[str, set[str]] = {}
    counts: dict[str, int] = {}
    for name, what, rows in found:
        whats.setdefault(name, set()).add(what)
        counts[name] = counts.get(name, 0) + rows
    ordered = sorted(whats, key=lambda name: (-counts[name], name))
    return tuple(Named(name, frozenset(whats[name]), counts[name]) for name in ordered)


def is_own(wallet: str, name: str) -> bool:
    """Whether a name is the wallet's own money."""
    return name in _OWN_NAMES.get(wallet, frozenset())


def is_platform(name: str) -> bool:
    """Whether a name is the company that moves the money, and so no place money is."""
    return _PLATFORM.fullmatch(name) is not None


def own_account(wallet: str, accounts: Mapping[int, Account]) -> int | None:
    """The book's account of a wallet: by the scene's key, else by its names and words."""
    places = [one for one in accounts.values() if one.is_place and not one.closed]
    by_key = next((one for one in places if one.pack_key == wallet), None)
    wanted = {folded(name) for name in _WALLETS.get(wallet, {}).values()}
    found = by_key or next((one for one in places if wanted & _said_of(one)), None)
    return found.account_id if found else None


def propose(
    wallet: str, names: Iterable[Named], accounts: Mapping[int, Account], remembered: Mapping[str, int],
    *, own: int | None = None, currency: str = "CNY",
) -> dict[str, int | None]:  # fmt: skip
    """An account for each name, None where one is to be opened. `own` stands for the wallet instead of its account."""
    usable = {one.account_id: one for one in accounts.values() if _is_usable(one, currency)}
    mine = own or own_account(wallet, usable)
    answer: dict[str, int | None] = {}
    claimed: set[int] = {mine} if mine else set()
    for place in names:
        known = remembered.get(place.name)
        if is_own(wallet, place.name) and (own or known not in usable):
            answer[place.name] = mine
        elif known in usable:
            answer[place.name] = known
        else:
            answer[place.name] = _matching(place, [one for one in usable.values() if one.account_id not in claimed])
        claimed.update(one for one in (answer[place.name],) if one)
    return answer


def to_open(wallet: str, place: Named) -> Account:
    """The account a place is opened as; its id and a free code are given when it is."""
    if is_own(wallet, place.name):
        return _account(f"asset:wallet:{wallet}", _WALLET, dict(_WALLETS[wallet]), (folded(place.name),))
    sort = _sort_of(place)
    name = place.name[:LINE_MAX]
    slug = _SLUG.sub("_", folded(name)).strip("_")[:30] or wallet
    return _account(f"{sort.stem}:{slug}", sort, dict.fromkeys(_TRANSIT, name), (folded(name)[:40],))


def transit_to_open() -> Account:
    """The account of money whose other side the bill does not say."""
    transit = _Sort(re.compile(""), Kind.ASSET, Purpose.TRANSIT, "", "arrow-right-left")
    return _account("asset:transit", transit, dict(_TRANSIT), ())


def transit_of(accounts: Mapping[int, Account]) -> int | None:
    """The book's account of money on its way."""
    found = (one.account_id for one in accounts.values() if one.purpose is Purpose.TRANSIT and not one.closed)
    return next(found, None)


def _matching(place: Named, free: list[Account]) -> int | None:
    """An account of that very name, else one of the same sort with a word that the name holds, the longest first."""
    text, sort = folded(place.name), _sort_of(place)
    # A word may mean savings in one mouth and a wallet's loan in another: only a name crosses kinds.
    alike = (one for one in free if text in _said_of(one))
    same = next((one for one in alike if one.kind is sort.kind or _is_named(one, text)), None)
    if same is not None:
        return same.account_id
    if sort in (_WALLET, _OWED):
        return None
    held = [
        (len(word), -one.position, one.account_id)
        for one in free
        if one.purpose is sort.purpose
        for word in one.words
        if len(word) > 1 and folded(word) in text
    ]
    return max(held)[2] if held else None


def _sort_of(place: Named) -> _Sort:
    text = folded(place.name)
    found = next((sort for sort in _SORTS if sort.said.search(text)), None)
    return found or (_OWED if place.whats == {"transfer"} else _WALLET)


def _said_of(account: Account) -> set[str]:
    return {folded(name) for name in (*account.names.values(), *account.words)}


def _is_named(account: Account, text: str) -> bool:
    return text in {folded(name) for name in account.names.values()}


def _is_usable(account: Account, currency: str) -> bool:
    return account.is_place and not account.closed and account.currency in (None, currency)


def _account(code: str, sort: _Sort, names: dict[str, str], words: tuple[str, ...]) -> Account:
    card = CardTerms() if sort.purpose is Purpose.CARD else None
    return Account(0, code, sort.kind, sort.purpose, names, icon=sort.icon, card=card, words=words)
