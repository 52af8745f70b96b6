"""What accounts are called in other programs: a path below one of their five roots, unique, as readable as they allow.

A path follows the account's code, `expense:food:dining`: what stands above it gives its groups, and its own name ends
it. Names differ between programs only by what each allows in one part of a path, so a `Part` says that.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable

from ledger.domain.books.account import Kind
from ledger.domain.files.out.copy import AccountCopy

Part = Callable[[str, str], str]
"""From an account's name and the last segment of its code to one part of a path, never empty, without colons."""

ROOTS = {
    Kind.ASSET: "Assets", Kind.LIABILITY: "Liabilities", Kind.INCOME: "Income", Kind.EXPENSE: "Expenses",
    Kind.EQUITY: "Equity",
}
"""The five roots as both programs call them."""

_WIDE = str.maketrans({":": "：", ";": "；"})


def paths(accounts: Iterable[AccountCopy], part: Part) -> dict[int, str]:
    """The path of each account by id; the same accounts get the same paths on another day.

    Where two would be called the same, the older keeps the name, the other is told apart by its code, then counted.
    """
    by_code = {account.code: account for account in accounts}
    found: dict[str, str] = {kind.value: root for kind, root in ROOTS.items()}
    taken: set[str] = set()
    for code in sorted(_groups_and_accounts(by_code), key=lambda code: _order(code, by_code)):
        above, _, segment = code.rpartition(":")
        named = part(by_code[code].name, segment) if code in by_code else word(segment)
        found[code] = _free(f"{found[above]}:{named}", word(segment), taken)
        taken.add(found[code])
    return {account.account_id: found[code] for code, account in by_code.items()}


def beancount_part(name: str, segment: str) -> str:
    """What Beancount allows: letters, digits and hyphens, a capital or a digit first.

    A name that begins otherwise, as every Chinese one does, follows its code: `Dining-餐饮`. Source: Beancount 3,
    core/account.py, ACC_COMP_NAME_RE.
    """
    kept = "".join(c if _is_letter_or_digit(c) else "-" for c in unicodedata.normalize("NFC", name))
    plain = "-".join(filter(None, kept.split("-")))
    first = plain[:1].upper()
    if len(first) == 1 and unicodedata.category(first) in ("Lu", "Nd"):
        return first + plain[1:]
    return f"{word(segment)}-{plain}" if plain else word(segment)


def hledger_part(name: str, segment: str) -> str:
    """What hledger allows: nearly all, but two blanks end a name and a colon parts it. Full-width marks stand for
    colon and semicolon."""
    said = "".join(c for c in unicodedata.normalize("NFC", name) if not _is_unseen(c))
    return " ".join(said.translate(_WIDE).split()) or word(segment)


def word(segment: str) -> str:
    """One segment of a code as a part of a path: `small_change` is Small-change."""
    plain = "-".join(filter(None, segment.split("_"))) or "x"
    return plain[:1].upper() + plain[1:]


def _groups_and_accounts(codes: Iterable[str]) -> set[str]:
    """Every code, and every code above one but the roots."""
    found: set[str] = set()
    for code in codes:
        segments = code.split(":")
        found.update(":".join(segments[:depth]) for depth in range(2, len(segments) + 1))
    return found


def _order(code: str, by_code: dict[str, AccountCopy]) -> tuple[int, int, str]:
    """What stands above before what stands below, groups first, then the older account."""
    account = by_code.get(code)
    return code.count(":"), account.account_id if account else 0, code


def _free(path: str, code_word: str, taken: set[str]) -> str:
    if path not in taken:
        return path
    path = f"{path}-{code_word}"
    told, count = path, 2
    while told in taken:
        told, count = f"{path}-{count}", count + 1
    return told


def _is_letter_or_digit(c: str) -> bool:
    return unicodedata.category(c) in ("Lu", "Ll", "Lt", "Lm", "Lo", "Nd")


def _is_unseen(c: str) -> bool:
    """Control and format characters and halves of characters, but those that are blanks."""
    return unicodedata.category(c) in ("Cc", "Cf", "Cs") and not c.isspace()
