"""The rate typed beside an amount in another currency: `USD 20@7.1`, `20 euros at 7.8`, 汇率7.1."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from ledger.domain.quick.marks import MARK, currency_of
from ledger.domain.quick.typed import Typed
from ledger.kernel.errors import Invalid
from ledger.kernel.rate import canonical_rate

_NUMBER = r"(?P<rate>[0-9]{1,9}(?:\.[0-9]{1,9})?)(?![0-9.,:%/])(?! ?[ap]m(?![a-z]))"
_SAID = re.compile(
    rf"@ ?{_NUMBER}(?![a-z])"
    rf"|(?<![a-z])(?:at )?(?:an? |the )?(?:exchange )?rate (?:of |is )?{_NUMBER.replace('rate', 'named')}"
    rf"|[按以]?(?:汇率|匯率)[是为為:=]? ?{_NUMBER.replace('rate', 'spoken')}")
_BESIDE = re.compile(rf"(?:(?<![a-z])at |按 ?){_NUMBER}(?! ?(?:{MARK}))")
_MARK = re.compile(MARK)


@dataclass(frozen=True, slots=True)
class RateFound:
    """A rate from `start` to `end`: home units for one unit of the amount's currency, as canonical decimal text."""

    start: int
    end: int
    rate: str


def find_rate(line: Typed, home: str) -> RateFound | None:
    """The first rate in a line. A bare "at 7.8" is one only where another currency is named."""
    for pattern in (_SAID, _BESIDE) if _is_foreign(line, home) else (_SAID,):
        for match in pattern.finditer(line.folded):
            number = next(filter(None, match.groupdict().values()))
            try:
                return RateFound(match.start(), match.end(), canonical_rate(Decimal(number)))
            except Invalid:
                continue
    return None


def _is_foreign(line: Typed, home: str) -> bool:
    found = (currency_of(line.text[m.start():m.end()], m[0], home) for m in _MARK.finditer(line.folded))
    return any(one not in (None, home) for one in found)
