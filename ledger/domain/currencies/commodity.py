"""A commodity: something of a book's own that is counted as money is. Fund units, shares, points, miles, grams.

Its code is never that of a currency, nor of one that was: the three letters of ISO 4217 mean money wherever they
stand. Code and digits stay for ever, since amounts were recorded in them; the name may change.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ledger.kernel.currency import CODE_PATTERN, COMMODITY_DIGITS_MAX, DIGITS, commodity_of
from ledger.kernel.errors import N_, Invalid

COMMODITIES_MAX = 200
"""Commodities of one book."""

NAME_MAX = 60

_CODE = re.compile(CODE_PATTERN)
_WERE = """
    ADP AFA AOK AON AOR ARP ATS AYM AZM BAD BEC BEF BEL BGL BGN BOP BRC BRE BRN BRR BUK BYB BYR CNX CSD CSK CUC
    CYP DDM DEM ECS ECV EEK ESA ESB ESP FIM FRF GEK GHC GRD GWE GWP HRD HRK IEP ITL LTL LTT LUC LUF LUL LVL LVR
    MDC MGF MLF MRO MTL MTP MXP MZE MZM NLG PEI PES PLZ PTE RHD ROL RUR SDD SDP SIT SKK SLL SRG STD SUR TJR TMM
    TPE TRL UAK UGS USS UYN UYP VEB VEF VNC XEU XFO XFU YDD YUD YUM YUN ZAL ZMK ZRN ZRZ ZWD ZWN ZWR
"""
"""Codes that once were currencies: ISO 4217 list three."""


class CodeUnfit(Invalid):
    """A code a commodity cannot have."""

    message = N_("Write two to twelve capital letters, digits or dashes, a letter first, such as FUND.")


class CodeOfMoney(Invalid):
    """The code of a currency, today's or a former one, where a commodity needs its own."""

    message = N_("%(code)s is the code of a currency. Choose another for your own, such as %(code)s-1.")


class DigitsUnfit(Invalid):
    """More digits after the point than a commodity may have."""

    message = N_("A commodity has from 0 to %(most)s digits after the point.")


@dataclass(frozen=True, slots=True)
class Commodity:
    """One commodity of a book. `code` is how it is shown. Raises: CodeUnfit, CodeOfMoney, DigitsUnfit."""

    code: str
    digits: int
    name: str
    closed: bool = False
    version: int = 1

    def __post_init__(self) -> None:
        if not _CODE.fullmatch(self.code):
            raise CodeUnfit(field="code")
        if is_money(self.code):
            raise CodeOfMoney(code=self.code, field="code")
        if not 0 <= self.digits <= COMMODITY_DIGITS_MAX:
            raise DigitsUnfit(most=COMMODITY_DIGITS_MAX, field="digits")

    @property
    def unit(self) -> str:
        """What its amounts are kept in."""
        return commodity_of(self.code, self.digits)


def is_money(code: str) -> bool:
    """Whether a code is a currency's, was one, or is kept free by ISO 4217 for what no country issues (X..)."""
    return code in DIGITS or code in _WERE.split() or (len(code) == 3 and code.startswith("X") and code.isalpha())
