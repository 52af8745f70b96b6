"""The process apart that draws a picture anew: bytes in, a picture and its thumbnail out, within limits, then gone.

It is given one line of JSON (the file's name, its size, what it may take) and the file itself, and answers with one
line of JSON (the name, pixels and two sizes, or a refusal's code and facts) and the two pictures.
"""

from __future__ import annotations

import json
import resource
import sys
from typing import Any

from ledger.kernel.errors import HouseError

_FILES = 64


def answer(name: str, content: bytes) -> tuple[dict[str, Any], bytes]:
    """What is answered for a picture: the line, and what follows it."""
    from ledger.domain.papers.picture import drawn  # noqa: PLC0415 who starts this process is spared Pillow

    try:
        paper = drawn(name, content)
    except HouseError as error:
        return {"code": error.code, "facts": error.facts}, b""
    told = {
        "name": paper.name, "kind": paper.kind, "width": paper.width, "height": paper.height,
        "whole": len(paper.content), "thumb": len(paper.thumb),
    }  # fmt: skip
    return told, paper.content + paper.thumb


def main() -> None:
    """Read one picture from stdin and answer on stdout."""
    asked = json.loads(sys.stdin.buffer.readline())
    for what, most in (
        (resource.RLIMIT_AS, asked["memory"]),
        (resource.RLIMIT_CPU, asked["seconds"]),
        (resource.RLIMIT_NOFILE, _FILES),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))
    told, pictures = answer(asked["name"], sys.stdin.buffer.read(asked["size"]))
    sys.stdout.buffer.write(json.dumps(told).encode() + b"\n" + pictures)
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
