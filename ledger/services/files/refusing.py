"""Refusals of rows as they are kept: the message and its facts, so that each reader hears them in their language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ledger.kernel.errors import N_, HouseError, Invalid
from ledger.store.files.batches import Batch
from ledger.store.files.rows import ImportRow


class AsKept(Invalid):
    """A refusal read back from where it was kept; its code and message are those of the refusal it was."""

    message = N_("This was refused.")
    kept_code = ""

    @property
    def code(self) -> str:
        """The stable name of the refusal it was."""
        return self.kept_code or "as_kept"


def kept_facts(error: HouseError) -> dict[str, Any]:
    """An error's facts as JSON can hold them."""
    return {name: fact if isinstance(fact, str | int) else str(fact) for name, fact in error.facts.items()}


def problem_of(error: HouseError) -> dict[str, Any]:
    """What a batch keeps of the reason it failed."""
    return {"code": error.code, "message": error.message, "facts": kept_facts(error)}


def refusal_of(row: ImportRow) -> HouseError | None:
    """Why a row is refused, None where it is not."""
    if row.problem is None:
        return None
    return _read(row.problem, row.reason or AsKept.message, row.facts or {})


def why_failed(batch: Batch) -> HouseError | None:
    """Why a batch failed or waits, None where it does not."""
    return read_problem(batch.problem)


def read_problem(problem: Mapping[str, Any] | None) -> HouseError | None:
    """A refusal from what `problem_of` kept of it, None where nothing was kept."""
    return _read(problem["code"], problem["message"], problem["facts"]) if problem else None


def _read(code: str, message: str, facts: Mapping[str, Any]) -> AsKept:
    error = AsKept(**facts)
    error.kept_code = code
    error.message = message  # type: ignore[misc]  # one class stands for every refusal that was kept
    return error
