"""Words that must not stand in what a lender writes: promises, bait without a range, pressure.

Source: credit.md E29, E31, E35; 互金协会倡议 2024-07-11 for 低至. A lender's own names pass through here before
anybody reads them.
"""

from __future__ import annotations

import re
import unicodedata

from ledger.kernel.errors import N_, Invalid

_PROMISES = (
    "批准", "核准", "秒批", "秒贷", "秒貸", "秒到账", "秒到帳", "必批", "必过", "必過", "包过", "包過", "百分百通过",
    "百分百通過", "保证通过", "保證通過", "保本", "稳赚", "穩賺", "零风险", "零風險", "无风险", "無風險", "承诺收益",
    "承諾收益", "免审", "免審", "黑户可贷", "黑戶可貸",
)
_PRESSURE = (
    "限时", "限時", "仅剩", "僅剩", "倒计时", "倒數", "手慢无", "手慢無", "最后机会", "最後機會", "抽奖", "抽獎",
    "优惠券", "優惠券", "免息券", "红包", "紅包", "积分抵", "積分抵",
)
_PROMISED = re.compile(
    r"\b(pre-?\s?)?approved\b|\bguaranteed\b|\binstant(ly)? (approval|loan|cash)\b|\bno credit check\b"
    r"|\brisk[- ]free\b|\b(can(no|')t|never) be refused\b")
_PRESSED = re.compile(
    r"\blast chance\b|\bhurry\b|\bonly \d+ left\b|\blimited time\b|\bends (soon|today|tonight)\b"
    r"|\b(lottery|coupons?|prize)\b|\bdon[’']t miss\b")
_BAIT = re.compile(r"低至|最低仅|最低僅|\bas low as\b|\bfrom (just|only)\b|\bstarting (at|from)\b")
_RANGE = re.compile(r"\d+(\.\d+)?\s?%?\s?(-|–|—|~|〜|至|到|\bto\b)\s?\d+(\.\d+)?\s?%")
_BETWEEN_HAN = re.compile(r"(?<=[\u3400-\u9fff])[^\w%]+(?=[\u3400-\u9fff])")


class ForbiddenWords(Invalid):
    """A promise, a bait or pressure in a text that people are shown."""

    message = N_("“%(words)s” must not stand here: no promises, no “as low as” without its range, no pressure.")


def forbidden_words(text: str) -> tuple[str, ...]:
    """The words of a text that must not be said, as they were found; none if all is well.

    “As low as” (低至) may stand only where a range of rates stands beside it.
    """
    plain = _folded(text)
    found = [word for word in (*_PROMISES, *_PRESSURE) if word in plain]
    found += [match[0] for pattern in (_PROMISED, _PRESSED) for match in pattern.finditer(plain)]
    if not _RANGE.search(plain):
        found += [match[0] for match in _BAIT.finditer(plain)]
    return tuple(dict.fromkeys(found))


def check_wording(text: str, field: str) -> None:
    """Raises: ForbiddenWords where a text says what must not be said."""
    if words := forbidden_words(text):
        raise ForbiddenWords(words=", ".join(words)[:60], field=field)


def _folded(text: str) -> str:
    """Full-width letters made plain, invisible characters gone, nothing between one Han character and the next."""
    seen = "".join(c for c in unicodedata.normalize("NFKC", text) if unicodedata.category(c) != "Cf")
    return _BETWEEN_HAN.sub("", " ".join(seen.casefold().split()))
