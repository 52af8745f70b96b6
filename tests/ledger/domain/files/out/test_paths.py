"""Every account gets a path that Beancount and hledger take, readable, and nobody else's."""

from __future__ import annotations

import re
import unicodedata

import hypothesis.strategies as st
import pytest
from hypothesis import given

from ledger.domain.books.account import Kind, code_is_valid
from ledger.domain.files.out.copy import AccountCopy
from ledger.domain.files.out.paths import beancount_part, hledger_part, paths

SEGMENT = st.text("abc_9", min_size=1, max_size=3)
CODES = st.builds(
    lambda kind, rest: ":".join([kind.value, *rest]), st.sampled_from(Kind), st.lists(SEGMENT, min_size=1, max_size=3)
)
BOOKS = st.dictionaries(
    CODES,
    st.one_of(st.sampled_from(["Bank", "bank", "银行", "B", "9", "A:B", ""]), st.text(max_size=8)),
    min_size=1,
    max_size=12,
)


def account(n: int, code: str, name: str) -> AccountCopy:
    return AccountCopy(n, code, Kind(code.partition(":")[0]), name)


def named(part, **names: str) -> list[str]:
    """The paths of accounts given as codes (with `__` for a colon) and names, oldest first."""
    copies = [account(n, code.replace("__", ":"), name) for n, (code, name) in enumerate(names.items(), 1)]
    return list(paths(copies, part).values())


def test_a_path_follows_the_code_and_ends_in_the_name() -> None:
    assert named(beancount_part, expense__food="Food", expense__food__dining="Eating out") == [
        "Expenses:Food",
        "Expenses:Food:Eating-out",
    ]
    assert named(hledger_part, expense__home__rent="Rent & bills") == ["Expenses:Home:Rent & bills"]


def test_a_chinese_name_stays_readable() -> None:
    assert named(hledger_part, asset__wallet__wechat="微信") == ["Assets:Wallet:微信"]
    assert named(beancount_part, asset__wallet__wechat="微信") == ["Assets:Wallet:Wechat-微信"]


def test_two_that_would_be_called_the_same_are_told_apart() -> None:
    assert named(
        beancount_part, asset__bank__a="Spare cash", asset__bank__b="spare  cash", asset__bank__c="Spare-cash"
    ) == ["Assets:Bank:Spare-cash", "Assets:Bank:Spare-cash-B", "Assets:Bank:Spare-cash-C"]
    assert named(hledger_part, asset__x="Bank", asset__bank__a="ICBC") == ["Assets:Bank-X", "Assets:Bank:ICBC"]


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("  a;  b:c ", "a； b：c"),
        ("x\u200by", "xy"),
        ("\u200b", "Cash"),
        ('(all) "q" = 1 @ 2', '(all) "q" = 1 @ 2'),
    ],
)
def test_hledger_keeps_what_parts_no_name(name: str, part: str) -> None:
    assert hledger_part(name, "cash") == part


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("Cash & more!", "Cash-more"),
        ("été", "Été"),
        ("ßa", "Cash-ßa"),
        ("😀", "Cash"),
        ("9 to 5", "9-to-5"),
        ("ไทย", "Cash-ไทย"),
    ],
)
def test_beancount_gets_letters_digits_and_hyphens(name: str, part: str) -> None:
    assert beancount_part(name, "cash") == part


@given(BOOKS)
def test_whatever_accounts_are_called_their_paths_are_legal_and_their_own(book: dict[str, str]) -> None:
    copies = [account(n, code, name) for n, (code, name) in enumerate(book.items()) if code_is_valid(code)]

    for part, legal in ((beancount_part, _is_beancounts), (hledger_part, _is_hledgers)):
        found = paths(copies, part)
        assert len(set(found.values())) == len(copies)
        assert all(legal(one) for path in found.values() for one in path.split(":"))
        assert all(path.count(":") == one.code.count(":") for one, path in zip(copies, found.values(), strict=True))


def _is_beancounts(part: str) -> bool:
    first, rest = unicodedata.category(part[0]), {unicodedata.category(c) for c in part.replace("-", "")}
    return first in ("Lu", "Nd") and rest <= {"Lu", "Ll", "Lt", "Lm", "Lo", "Nd"}


def _is_hledgers(part: str) -> bool:
    return bool(part) and part == part.strip() and not re.search(r"[:;\n\t]|\s\s|\u3000", part)
