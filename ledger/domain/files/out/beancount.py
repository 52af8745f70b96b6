"""A copy for Beancount and Fava: plain text that `bean-check` takes without a word.

Amounts in another currency carry their home value as a total price, so that every entry balances twice there as it
does here. At the end stand balance assertions: the sums the ledger keeps, to be found right or wrong. Source:
Beancount 3 language syntax.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from ledger.domain.files.out.copy import BookCopy, Closing, EntryCopy, LineCopy, Tally
from ledger.domain.files.out.paths import beancount_part, paths
from ledger.domain.files.out.words import MADE, SUMS, shares_text, tags_of
from ledger.kernel.currency import digits_of, shown_code
from ledger.kernel.money import exact_text

Paths = Mapping[int, str]

_UNSAYABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
_TAG = re.compile("[A-Za-z0-9/._-]+")
"""A tag Beancount takes; others stand in the entry's own line `tags`."""

_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"})


def write(copy: BookCopy, entries: Iterable[EntryCopy], tally: Tally) -> Iterator[str]:
    """The lines of the file, each with its end."""
    named, closing = paths(copy.accounts, beancount_part), Closing.of(copy)
    yield from _head(copy)
    yield from _accounts(copy, named)
    for entry in entries:
        closing.pass_by(entry)
        tally.entries, tally.lines = tally.entries + 1, tally.lines + len(entry.lines)
        yield _entry(entry, named, copy.home)
    yield from _balances(closing, named)
    yield from (f"{closing.on} close {named[one.account_id]}\n" for one in copy.accounts if one.is_closed)


def quoted(text: str) -> str:
    """Any text as a string of Beancount's."""
    return f'"{_UNSAYABLE.sub("", text.replace(chr(13) + chr(10), chr(10))).translate(_ESCAPES)}"'


def _head(copy: BookCopy) -> Iterator[str]:
    """How to check the file, and how exactly: home values are whole coins, but a price is a quotient."""
    yield f"; {copy.say(MADE, day=copy.made_on, check='bean-check')}\n; {copy.say(SUMS, program='Beancount')}\n"
    yield f'option "title" {quoted(copy.name)}\noption "operating_currency" "{copy.home}"\n'
    hair = f"0.{'0' * (digits_of(copy.home) + 1)}1"
    yield f'option "inferred_tolerance_default" "{copy.home}:{hair}"\n\n'


def _accounts(copy: BookCopy, named: Paths) -> Iterator[str]:
    for account in copy.accounts:
        yield f"{copy.begins} open {named[account.account_id]}\n"
        yield f'  code: "{account.code}"\n  name: {quoted(account.name)}\n'
        if account.currency:
            yield f'  holds: "{shown_code(account.currency)}"\n'


def _entry(entry: EntryCopy, named: Paths, home: str) -> str:
    said = f"{quoted(entry.payee)} {quoted(entry.note)}" if entry.payee else quoted(entry.note)
    tags = "".join(f" #{one}" for one in entry.tags if _TAG.fullmatch(one))
    head = f"\n{entry.on} {'!' if entry.is_pending else '*'} {said}{tags}\n"
    about = {
        "id": entry.thing, "version": str(entry.version) if entry.version > 1 else "", "verb": entry.verb,
        "by": entry.recorder, "rate": entry.rate, "rate-day": str(entry.rate_day or ""),
        "private": "yes" if entry.is_private else "",
        "tags": " ".join(one for one in entry.tags if not _TAG.fullmatch(one)), **tags_of(entry),
    }
    return head + _told(about, "  ") + "".join(_line(line, named, home) for line in entry.lines)


def _line(line: LineCopy, named: Paths, home: str) -> str:
    amount = f"{exact_text(line.minor, line.currency)} {shown_code(line.currency)}"
    about = {
        "payer": line.payer, "for": line.beneficiary, "quantity": f"{line.quantity} {line.unit}".strip(),
        "project": line.project, "shares": shares_text(line), "party": line.party, "settles": line.settles,
    }
    return f"  {named[line.account_id]}  {amount}{price(line, home)}\n{_told(about, '    ')}"


def price(line: LineCopy, home: str) -> str:
    """What a line in another currency was worth at home, as a total price; nothing where it is not known."""
    if line.currency == home or line.home_minor is None or not line.minor:
        return ""
    return f" @@ {exact_text(abs(line.home_minor), home)} {home}"


def _told(about: Mapping[str, str], margin: str) -> str:
    return "".join(f"{margin}{name}: {quoted(text)}\n" for name, text in about.items() if text)


def _balances(closing: Closing, named: Paths) -> Iterator[str]:
    """What each account holds, to the last coin. Beancount counts what stands below an account to it."""
    below: dict[tuple[str, str], int] = {}
    by_path = {named[account_id]: account_id for account_id, _ in closing.held}
    for (account_id, currency), minor in closing.held.items():
        parts = named[account_id].split(":")
        for depth in range(2, len(parts) + 1):
            path = ":".join(parts[:depth])
            below[path, currency] = below.get((path, currency), 0) + minor
    yield "\n"
    for (path, currency), minor in sorted(below.items()):
        if path in by_path:
            yield f"{closing.on} balance {path}  {exact_text(minor, currency)} ~ 0 {shown_code(currency)}\n"
