"""One judged row of a bill to the row that is kept: its provenance, its verdict, and a first category. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from ledger.domain.books.book import Book, MonthLocked
from ledger.domain.files.bills.review import Outcome
from ledger.domain.files.bills.row import BillRow
from ledger.domain.files.verdict import Draft, Duplicate, Problem, problem
from ledger.kernel.limits import LINE_MAX
from ledger.services.files.categories import Guesser
from ledger.services.files.places import is_platform
from ledger.services.files.refusing import kept_facts
from ledger.store.files.rows import Decision, ImportRow


@dataclass(frozen=True, slots=True)
class Stager:
    """Stages rows of one bill.

    `recorded` are the categories of payments recorded before and `payments` those of this bill, both by the bank's
    own id: a refund goes where its payment went.
    """

    book: Book
    guesser: Guesser
    recorded: Mapping[str, int]
    payments: Mapping[str, Draft]

    def row(self, n: int, outcome: Outcome) -> ImportRow:
        """The row to keep in place `n`, from 0."""
        base, verdict = _read(n, outcome), outcome.verdict
        if isinstance(verdict, Draft) and self._is_locked(verdict):
            locked = MonthLocked(until=self.book.locked_until, field="on")
            return _refused(_drafted(base, verdict), problem(verdict.line, locked))
        if isinstance(verdict, Problem):
            return _refused(base, verdict)
        if isinstance(verdict, Duplicate):
            return replace(base, decision=Decision.DUPLICATE.value)
        category, is_guess = self._category(verdict)
        return _drafted(base, verdict, category, is_guess)

    def _is_locked(self, draft: Draft) -> bool:
        return self.book.locked_until is not None and draft.on <= self.book.locked_until

    def _category(self, draft: Draft) -> tuple[int | None, bool]:
        if draft.what == "transfer":
            return None, False
        if draft.refers in self.recorded:
            return self.recorded[draft.refers], False
        return self.guesser.guess(self.payments.get(draft.refers, draft) if draft.refers else draft)


def _read(n: int, outcome: Outcome) -> ImportRow:
    row: BillRow = outcome.row
    starts, ends = row.span or (None, None)
    return ImportRow(
        n, row.line, starts, ends, row.cells, row.digest, outcome.identity, row.bank_id[:LINE_MAX], row.on,
        row.direction, row.minor, row.currency, row.fee, "", "", "", row.counterparty[:LINE_MAX],
        row.item[:LINE_MAX], row.kind[:LINE_MAX], "", Decision.CREATE.value,
    )  # fmt: skip


def _drafted(row: ImportRow, draft: Draft, category: int | None = None, is_guess: bool = False) -> ImportRow:
    source, target = draft.source, draft.target
    if draft.what == "transfer":
        source, target = ("" if is_platform(name) else name for name in (source, target))
    return replace(
        row, what=draft.what, fee=draft.fee, source=source, target=target, payee=draft.payee,
        note=draft.note, refers=draft.refers[:LINE_MAX], category_id=category, is_guess=is_guess,
    )  # fmt: skip


def _refused(row: ImportRow, found: Problem) -> ImportRow:
    return replace(
        row, decision=Decision.REFUSE.value, problem=found.code, at_column=found.column[:LINE_MAX],
        reason=found.error.message, facts=kept_facts(found.error),
    )  # fmt: skip
