"""How a command answers: one JSON object or plain lines on stdout, a refusal as one clear line on stderr."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager

import click

from ledger.kernel.errors import HouseError
from ledger.plumbing.i18n import say, use_language

_HALF = re.compile("[\ud800-\udfff]")

as_json = click.option("--json", "as_json", is_flag=True, help="Print one JSON object and nothing else.")
locale = click.option("--locale", default="en", show_default=True, help="The language of the answer.")
as_whom = click.option("--as", "as_whom", default="", metavar="EMAIL", help="Act within this person's rights.")


@contextmanager
def answering(as_json: bool, locale: str) -> Iterator[None]:
    """Speak a language, and leave with exit code 1 where a deed is refused: nothing changed then."""
    with use_language(locale):
        try:
            yield
        except HouseError as error:
            message = " ".join(say(error).split())
            if as_json:
                click.echo(_line({"error": {"code": error.code, "message": message, **_places(error)}}))
            click.echo(message, err=True)
            raise SystemExit(1) from None


def tell(answer: Mapping[str, object], as_json: bool, lines: Iterable[str] | None = None) -> None:
    """Print an answer: as one JSON object, or as the given lines (by default each name with its value)."""
    if as_json:
        click.echo(_line(answer))
        return
    for line in lines if lines is not None else (f"{name}: {value}" for name, value in answer.items()):
        click.echo(line)


def _places(error: HouseError) -> dict[str, object]:
    return {name: error.facts[name] for name in ("field", "line") if name in error.facts}


def _line(answer: Mapping[str, object]) -> str:
    """One line of JSON, readable as it stands; half a character, which nothing can print, is escaped."""
    return _HALF.sub(lambda half: f"\\u{ord(half[0]):04x}", json.dumps(answer, ensure_ascii=False))
