"""A copy as a table: comma-separated text after RFC 4180, one row for each line of an entry.

It begins with a byte order mark, because Excel reads Chinese without one as another encoding; programs read it as
`utf-8-sig`. Every cell is quoted, so that a spreadsheet that parts cells at semicolons does not part a note. Text that
would run as a formula is guarded by an apostrophe, amounts never are.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator
from decimal import Decimal

from ledger.domain.files.out.copy import AccountCopy, BookCopy, EntryCopy, LineCopy, Tally
from ledger.domain.files.out.words import guarded, shares_text
from ledger.domain.papers.measure import price_of
from ledger.kernel.currency import shown_code
from ledger.kernel.money import Money, exact_text

COLUMNS = (
    "entry", "version", "day", "status", "verb", "payee", "note", "line", "account", "account_name", "kind", "amount",
    "currency", "home_amount", "home_currency", "rate", "rate_day", "payer", "beneficiary", "shares", "quantity",
    "unit", "project", "recorder", "visibility", "tags", "unit_price", "fields", "papers",
)
"""The columns, in their order; a later one is only ever added at the end.

`entry` is the identifier an entry keeps through every correction and `version` how often it was put right, `day` is
YYYY-MM-DD, `status` posted or pending, `line` counts from 1, `account` is a code as in `expense:food:dining`. Amounts
are exact decimal text, above zero into the account; those of an entry sum to nothing in each currency, and so do
`home_amount`s, which are empty while no rate is known. `unit_price` is what one of the quantity cost; `fields` are the
answers to the scene's own questions as a JSON object by their keys, and `papers` the SHA-256 of each attached file,
both on the first line of their entry.
"""

MARK = "\ufeff"
"""The byte order mark."""


class _Line:
    """What a csv writer writes into: it hands the line back."""

    def write(self, line: str) -> str:
        return line


def write(copy: BookCopy, entries: Iterable[EntryCopy], tally: Tally) -> Iterator[str]:
    """The lines of the file, each with its end."""
    table = csv.writer(_Line(), quoting=csv.QUOTE_ALL)
    known = {account.account_id: account for account in copy.accounts}
    yield MARK + str(table.writerow(COLUMNS))
    for entry in entries:
        tally.entries, tally.lines = tally.entries + 1, tally.lines + len(entry.lines)
        for n, line in enumerate(entry.lines, 1):
            yield str(table.writerow(_row(entry, n, line, known[line.account_id], copy.home, tally)))


def _row(entry: EntryCopy, n: int, line: LineCopy, account: AccountCopy, home: str, tally: Tally) -> list[str]:
    """The cells of a line, in the order of the columns."""

    def text(said: str) -> str:
        """Somebody's own words: without half characters and nulls, which no file holds, and never a formula."""
        kept = guarded(said.encode("utf-8", "ignore").decode().replace("\x00", ""))
        tally.guarded += kept.startswith("'")
        return kept

    worth = "" if line.home_minor is None else exact_text(line.home_minor, home)
    return [
        entry.thing, str(entry.version), entry.on.isoformat(), "pending" if entry.is_pending else "posted", entry.verb,
        text(entry.payee), text(entry.note), str(n), account.code, text(account.name), account.kind.value,
        exact_text(line.minor, line.currency), shown_code(line.currency), worth, home, entry.rate,
        entry.rate_day.isoformat() if entry.rate_day else "", text(line.payer), text(line.beneficiary),
        text(shares_text(line)), line.quantity, text(line.unit), text(line.project), text(entry.recorder),
        "private" if entry.is_private else "book", text(" ".join(entry.tags)), _price(line),
        text(_fields(entry)) if n == 1 else "", " ".join(entry.papers) if n == 1 else "",
    ]


def _price(line: LineCopy) -> str:
    if not line.quantity:
        return ""
    return format(price_of(Money(abs(line.minor), line.currency), Decimal(line.quantity)), "f")


def _fields(entry: EntryCopy) -> str:
    return json.dumps(dict(entry.fields), ensure_ascii=False) if entry.fields else ""
