"""A copy for hledger: plain text that `hledger check --strict` takes without a word.

hledger has no quotes, so what would end a text there is written as its full-width twin: ；for a semicolon, ｜ for a
bar in a payee, ，for a comma in a tag, ⏎ for a new line. At the end stands an entry of nothing that asserts the sums
the ledger keeps. Source: hledger's manual, journal format.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping

from ledger.domain.books.account import Kind
from ledger.domain.files.out.beancount import price
from ledger.domain.files.out.copy import AccountCopy, BookCopy, Closing, EntryCopy, LineCopy, Tally
from ledger.domain.files.out.paths import hledger_part, paths
from ledger.domain.files.out.words import KEPT, MADE, SUMS, shares_text, tags_of
from ledger.kernel.currency import digits_of, shown_code
from ledger.kernel.errors import N_
from ledger.kernel.money import exact_text

Paths = Mapping[int, str]

TWINS = N_("What would have a meaning to hledger is written full-width: %(marks)s, and %(line)s for a new line.")

_TYPES = {Kind.ASSET: "A", Kind.LIABILITY: "L", Kind.INCOME: "R", Kind.EXPENSE: "X", Kind.EQUITY: "E"}
_LIQUID = "C"
_IN_DESCRIPTION = str.maketrans({";": "；"})
_IN_PAYEE = str.maketrans({";": "；", "|": "｜"})
_IN_TAG = str.maketrans({";": "；", ",": "，", ":": "：", "[": "［", "]": "］"})


def write(copy: BookCopy, entries: Iterable[EntryCopy], tally: Tally) -> Iterator[str]:
    """The lines of the file, each with its end. A currency is declared before the first entry it stands in."""
    named, closing, declared = paths(copy.accounts, hledger_part), Closing.of(copy), set[str]()
    yield from _head(copy)
    yield from _currencies([copy.home, *sorted({currency for _, currency in copy.kept})], declared)
    yield from (_account(account, named) for account in copy.accounts)
    for entry in entries:
        closing.pass_by(entry)
        tally.entries, tally.lines = tally.entries + 1, tally.lines + len(entry.lines)
        yield from _currencies([line.currency for line in entry.lines], declared)
        yield _entry(entry, named, copy.home)
    yield from _assertions(closing, named, copy.say(KEPT))


def _head(copy: BookCopy) -> Iterator[str]:
    yield f"; {_said(copy.name)}\n; {copy.say(MADE, day=copy.made_on, check='hledger check --strict -f')}\n"
    yield f"; {copy.say(SUMS, program='hledger')}\n; {copy.say(TWINS, marks='； ｜ ， ： ［ ］', line='⏎')}\n"
    yield "decimal-mark .\n\n"


def _currencies(codes: Iterable[str], declared: set[str]) -> Iterator[str]:
    for code in codes:
        if code not in declared:
            declared.add(code)
            yield f"commodity 1000.{'0' * digits_of(code)} {_symbol(code)}\n"


def _account(account: AccountCopy, named: Paths) -> str:
    kind = _LIQUID if account.is_liquid else _TYPES[account.kind]
    about = {"type": kind, "code": account.code.replace(":", "/"), "closed": "yes" if account.is_closed else ""}
    return f"account {named[account.account_id]}{_tags(about)}\n"


def _entry(entry: EntryCopy, named: Paths, home: str) -> str:
    said = _said(entry.note, _IN_DESCRIPTION)
    if entry.payee or "|" in said:
        said = f"{_said(entry.payee, _IN_PAYEE)} | {said}"
    about = {
        "version": str(entry.version) if entry.version > 1 else "", "verb": entry.verb, "by": entry.recorder,
        "rate": entry.rate, "rated": str(entry.rate_day or ""), "private": "yes" if entry.is_private else "",
        "tags": " ".join(entry.tags),
        **tags_of(entry),
    }
    head = f"\n{entry.on} {'!' if entry.is_pending else '*'} ({entry.thing}) {said}".rstrip()
    return f"{head}{_tags(about)}\n" + "".join(_line(line, named, home) for line in entry.lines)


def _line(line: LineCopy, named: Paths, home: str) -> str:
    amount = f"{exact_text(line.minor, line.currency)} {_symbol(line.currency)}"
    about = {
        "payer": line.payer, "for": line.beneficiary, "quantity": f"{line.quantity} {line.unit}".strip(),
        "project": line.project, "shares": shares_text(line), "party": line.party, "settles": line.settles,
    }
    return f"    {named[line.account_id]}  {amount}{price(line, home)}{_tags(about)}\n"


def _assertions(closing: Closing, named: Paths, title: str) -> Iterator[str]:
    """What each account holds, to the last coin, in an entry that moves nothing."""
    if not closing.held:
        return
    yield f"\n{closing.on} * | {title}\n"
    for (account_id, currency), minor in sorted(closing.held.items()):
        nothing, symbol = exact_text(0, currency), _symbol(currency)
        yield f"    {named[account_id]}  {nothing} {symbol} = {exact_text(minor, currency)} {symbol}\n"


def _symbol(code: str) -> str:
    """A currency or commodity; one that is not letters alone stands in quotes."""
    shown = shown_code(code)
    return shown if shown.isalpha() else f'"{shown}"'


def _tags(about: Mapping[str, str]) -> str:
    told = ", ".join(f"{name}: {_said(text, _IN_TAG)}" for name, text in about.items() if text)
    return f"  ; {told}" if told else ""


def _said(text: str, twins: Mapping[int, str] | None = None) -> str:
    """Text on one line, without what cannot be seen."""
    if text.isprintable() and "  " not in text:
        return text.strip().translate(twins or {})
    lines = text.replace("\r\n", "\n").split("\n")
    seen = ("".join(c if _is_seen(c) else " " for c in line) for line in lines)
    return " ⏎ ".join(" ".join(one.split()) for one in seen).strip().translate(twins or {})


def _is_seen(c: str) -> bool:
    return unicodedata.category(c) not in ("Cc", "Cs", "Zl", "Zp")
