"""The answers of a review as its form sends them.

Places and guessed payees are sent by number, `place-0` beside `place-name-0`; rows by their own, `twin-17`.
"""

from __future__ import annotations

from collections.abc import Iterator

from ledger.plumbing.fields import Fields, NotAChoice
from ledger.services.files.reviewing import SHOWN, Answers, RowAnswer
from ledger.store.files.rows import Decision

OPEN = "open"
"""The choice that opens an account of the place's own name."""

_WHATS = ("expense", "income", "refund")
_DECISIONS = ("create", "skip", "same")
_SAME = ("same", "two")


def read(fields: Fields) -> Answers:
    """What the form says; what it leaves out stays as it is. Raises: NotAChoice, Missing, TooLong."""
    return Answers(
        places=dict(_places(fields)),
        twins={n: fields.choice(name, _SAME) == "same" for name, n in _numbered(fields, "twin-")},
        halves={n: fields.id(name) for name, n in _numbered(fields, "half-") if name in fields},
        guesses=dict(_guesses(fields)),
    )


def read_row(fields: Fields) -> RowAnswer:
    """What becomes of one row. Raises: NotAChoice, Missing."""
    chosen = fields.form.get("decision", "")
    decision, _, twin = chosen.partition("-")
    if decision not in _DECISIONS or (decision == "same") != bool(twin):
        raise NotAChoice(field="decision")
    return RowAnswer(
        Decision(decision),
        fields.id_or_none("category"),
        fields.id_or_none("source"),
        fields.id_or_none("target"),
        Fields({"twin": twin}).id("twin") if twin else None,
    )


def _places(fields: Fields) -> Iterator[tuple[str, int | None]]:
    for i in range(2 * SHOWN):
        if f"place-name-{i}" in fields:
            name = fields.form[f"place-name-{i}"]
            yield name, None if fields.form.get(f"place-{i}") == OPEN else fields.id(f"place-{i}")


def _guesses(fields: Fields) -> Iterator[tuple[tuple[str, str], int]]:
    for i in range(SHOWN):
        if f"guess-{i}" in fields:
            what = fields.choice(f"guess-what-{i}", _WHATS)
            yield (what, fields.form.get(f"guess-payee-{i}", "")), fields.id(f"guess-{i}")


def _numbered(fields: Fields, prefix: str) -> list[tuple[str, int]]:
    """The fields named by a row's number, at most as many as are shown."""
    names = [name for name in fields.form if name.startswith(prefix)][:SHOWN]
    return [(name, int(n)) for name in names if (n := name.removeprefix(prefix)).isascii() and n.isdigit()]
