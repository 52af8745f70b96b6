"""Imports between what a program says and what the books know, and back."""

from __future__ import annotations

from ledger.api.shapes.imports import (
    AnswersIn,
    GuessOut,
    ImportOut,
    PlaceOut,
    ProblemOut,
    Questions,
    RowOut,
    TwinOut,
)
from ledger.kernel.errors import HouseError
from ledger.kernel.ids import id_text
from ledger.plumbing.api.words import amount_text, id_or_null, instant
from ledger.plumbing.fields import NotAChoice
from ledger.plumbing.i18n import say
from ledger.services.files import reckoning
from ledger.services.files.refusing import refusal_of, why_failed
from ledger.services.files.reviewing import Answers, Review
from ledger.store.files.batches import Batch, State
from ledger.store.files.rows import ImportRow

ROW_DIGITS = 8
"""Digits of a row's number, at most."""


def told(batch: Batch, found: Review | None = None) -> ImportOut:
    """An import as a program is answered, with its questions while it is in review."""
    parts = reckoning.reckon(batch)
    failed = why_failed(batch)
    texts = {name: reckoning.as_texts(parts[name]) for name in ("in", "created", "duplicates", "refused")}
    return ImportOut.model_validate({
        "id": id_text(batch.batch_id), "name": batch.name, "format": batch.format, "state": batch.state.value,
        "made_at": instant(batch.made_at), "rows": parts["in"].rows,
        **{name: parts[name].rows for name in ("created", "duplicates", "refused", "left_out")},
        "posted": batch.posted, "reversed": batch.reversed,
        "sums": {"whole": texts["in"], **{name: texts[name] for name in ("created", "duplicates", "refused")}},
        "problem": _problem(failed) if failed else None,
        "questions": _questions(found) if found and batch.state is State.REVIEW else None,
    })  # fmt: skip


def row_out(row: ImportRow) -> RowOut:
    """One row as a program is answered."""
    refused = refusal_of(row)
    return RowOut(
        n=row.n, line=row.line, on=row.on_day.isoformat() if row.on_day else None, direction=row.direction,
        amount=None if row.minor is None else amount_text(row.minor, row.currency), currency=row.currency,
        what=row.what, payee=row.payee, note=row.note, decision=row.decision,
        problem=_problem(refused, row.at_column) if refused else None, category=id_or_null(row.category_id),
        guess=row.is_guess, twin=id_or_null(row.twin_id), entry=id_or_null(row.entry_id), cells=list(row.cells),
    )  # fmt: skip


def answers_of(body: AnswersIn) -> Answers:
    """What a program answered. Raises: NotAChoice for a row that is no number."""
    return Answers(
        places=dict(body.places),
        twins={_row(name, "twins"): same for name, same in body.twins.items()},
        halves={_row(name, "halves"): account for name, account in body.halves.items()},
        guesses={(one.what, one.payee): one.category for one in body.guesses},
    )


def _row(text: str, field: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= ROW_DIGITS):
        raise NotAChoice(field=field)
    return int(text)


def _questions(found: Review) -> Questions:
    return Questions(
        places=[PlaceOut(name=one.name, rows=one.rows, account=id_or_null(one.account_id), asked=one.is_asked)
                for one in found.places],
        twins=[TwinOut(n=twin.row.n, entry=id_text(twin.entry.thing_id)) for twin in found.twins],
        halves=[row.n for row in found.halves],
        guesses=[GuessOut(what=one.what, payee=one.payee, category=id_text(one.category_id), rows=one.rows)
                 for one in found.guesses],
    )  # fmt: skip


def _problem(error: HouseError, column: str = "") -> ProblemOut:
    line = error.facts.get("line")
    return ProblemOut(code=error.code, detail=say(error), line=line if isinstance(line, int) else None,
                      column=column or None)  # fmt: skip
