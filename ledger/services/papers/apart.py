"""A file somebody attaches becomes a paper: a PDF as it is, a picture drawn in a process apart that is killed when it
takes too long or too much, because pictures are unpacked by others' code."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from ledger.domain.papers import paper as papers
from ledger.domain.papers.paper import PDF, Paper, PaperBroken, called, kind_of
from ledger.kernel.errors import HouseError
from ledger.services.papers import painter

MEMORY = 768 * 1024 * 1024
"""Bytes of address space drawing may take, beside twice the file."""

SECONDS = 10
"""Seconds of processor time it may take."""

_WAITS = 3
"""How many times its processor time it may take on the clock, on a machine that does other things too."""

_ROOT = Path(__file__).resolve().parents[3]
_REFUSALS = [kind for kind in vars(papers).values() if isinstance(kind, type) and issubclass(kind, HouseError)]


def taken_in(name: str, content: bytes) -> Paper:
    """The paper a file becomes. Raises: what `kind_of` raises, PictureTooLarge, PaperBroken."""
    if kind_of(name, content) == PDF:
        return Paper(called(name, PDF), PDF, content)
    return _drawn_apart(name, content)


def _drawn_apart(name: str, content: bytes) -> Paper:
    # Nothing of the house's own environment goes along.
    environment = {"PYTHONPATH": str(_ROOT), "PATH": os.environ.get("PATH", "")}
    asked = {"name": name, "size": len(content), "memory": MEMORY + 2 * len(content), "seconds": SECONDS}
    try:
        done = subprocess.run(
            [sys.executable, "-m", painter.__name__], input=json.dumps(asked).encode() + b"\n" + content,
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment, cwd=_ROOT, timeout=SECONDS * _WAITS,
            check=True,
        )  # fmt: skip
    except (subprocess.SubprocessError, BrokenPipeError):
        raise PaperBroken(name=called(name)) from None
    line, _, pictures = done.stdout.partition(b"\n")
    told = json.loads(line)
    if "code" in told:
        raise next(kind(**told["facts"]) for kind in _REFUSALS if kind().code == told["code"])
    whole = told["whole"]
    return Paper(told["name"], told["kind"], pictures[:whole], told["width"], told["height"], pictures[whole:])
