"""What a password may be: long enough, not the address, not one that everybody tries first.

Source: NIST SP 800-63B-4, 3.1.1.2: length is asked for, kinds of characters are not, known ones are refused.
"""

from __future__ import annotations

import unicodedata

from ledger.kernel.errors import N_, Invalid
from ledger.kernel.limits import PASSWORD_MAX, PASSWORD_MIN

_TRIED_FIRST = """
12345678910 123456789a 1234567891 1122334455 1029384756 1472583690 7894561230
1q2w3e4r5t 1q2w3e4r5t6y 1qaz2wsx3edc qazwsxedcrfv qwertyuiop qwerty12345 qwerty1234 qwerty123456 asdfghjkl
asdfghjkl123 zxcvbnm123 abcdefghij abcd123456 abc1234567 abc123456789 a123456789 aa12345678 aa123456789
password12 password123 password1234 password12345 passw0rd123 p@ssw0rd123 p@ssword123 mypassword
mypassword1 iloveyou123 iloveyou1234 iloveyou12 woaini1314 woaini520 woaini1314520 woaini123456
5201314520 1314520520 letmein1234 welcome123
welcome1234 administrator administrator1 admin12345 admin123456
changeme123 football123 baseball123 sunshine123 princess123 superman123 dragon12345 monkey12345 michael123
trustno1trustno1 correcthorse countinghouse countinghouse1 countinghouse123 zhangfang123 zhangfang888
"""
_RUNS = ("0123456789" * 3, "abcdefghijklmnopqrstuvwxyz", "qwertyuiop")


class PasswordTooShort(Invalid):
    """A password of few characters."""

    message = N_("A password has at least %(limit)s characters. A few words in a row are easy to remember.")


class PasswordTooLong(Invalid):
    """A password longer than is worth hashing."""

    message = N_("A password has at most %(limit)s characters.")


class PasswordIsAddress(Invalid):
    """A password that is, or is little more than, the address."""

    message = N_("This is your address over again. Choose something others do not know.")


class PasswordTriedFirst(Invalid):
    """A password that is among the first to be guessed."""

    message = N_("Many people use this one, so it is tried first. Choose another.")


def folded_password(text: str) -> str:
    """A password as it is hashed: composed (NFC), so that two keyboards write the same one.

    Source: RFC 8265, OpaqueString.
    """
    return unicodedata.normalize("NFC", text)


def check_password(password: str, address: str, field: str = "password") -> str:
    """The password as it is hashed.

    Raises: PasswordTooShort, PasswordTooLong, PasswordIsAddress, PasswordTriedFirst.
    """
    said = folded_password(password)
    if len(said) < PASSWORD_MIN:
        raise PasswordTooShort(limit=PASSWORD_MIN, field=field)
    if len(said) > PASSWORD_MAX:
        raise PasswordTooLong(limit=PASSWORD_MAX, field=field)
    lowered = said.casefold()
    if _is_address(lowered, address.casefold()):
        raise PasswordIsAddress(field=field)
    if lowered in _TRIED_FIRST.split() or _is_run(lowered):
        raise PasswordTriedFirst(field=field)
    return said


def _is_address(lowered: str, address: str) -> bool:
    """Whether a password says the address, or the part before its @ with at most three characters more."""
    local = address.partition("@")[0]
    return lowered == address or (len(local) >= 4 and local in lowered and len(lowered) - len(local) <= 3)


def _is_run(lowered: str) -> bool:
    """Whether a password is at most two characters over and over, or keys in a row."""
    return len(set(lowered)) <= 2 or any(lowered in run or lowered in run[::-1] for run in _RUNS)
