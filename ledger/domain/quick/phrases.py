"""Words of the language itself, the same in every book: what was done, and which way money went."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ledger.domain.books.entry import Verb


class Way(StrEnum):
    """What a word says of the account beside it."""

    FROM = "from"
    TO = "to"
    REPAY = "repay"
    CASH = "cash"


@dataclass(frozen=True, slots=True)
class Phrase:
    """A word's meaning. A `shy` one counts only beside known words, numbers and blanks."""

    verb: Verb | None = None
    way: Way | None = None
    shy: bool = False


_SAID: tuple[tuple[Phrase, str], ...] = (
    (Phrase(Verb.EXPENSE), "支出 花了 花费 花費 付了 付款 消费 消費 用了 spent paid expense"),
    (Phrase(Verb.EXPENSE, Way.REPAY), "pay"),
    (Phrase(Verb.INCOME), """收入 收到 到账 到帳 入账 入帳 进账 進帳 收款 received income earned got_paid
        get_paid"""),
    (Phrase(Verb.INCOME, shy=True), "收"),
    (Phrase(Verb.REFUND), """退款 退货 退貨 退回 退钱 退錢 退了 退还 退還 refund refunded refund_for
        returned"""),
    (Phrase(Verb.REFUND, shy=True), "退"),
    (Phrase(Verb.TRANSFER), """转账 轉帳 轉賬 转帐 转了 轉了 转出 轉出 提现 提現 transfer transferred
        moved"""),
    (Phrase(Verb.TRANSFER, shy=True), "move"),
    (Phrase(Verb.TRANSFER, Way.TO), """转到 轉到 转入 轉入 转至 轉至 转进 轉進 转给 轉給 转去 轉去 存入
        存进 存進 存到 充到 充进 充值到 划到 transfer_to transferred_to moved_to top_up topped_up"""),
    (Phrase(Verb.TRANSFER, Way.TO, shy=True), "转 轉 存 充 充值 加值"),
    (Phrase(Verb.TRANSFER, Way.REPAY), "还款 還款 还清 還清 repay repaid pay_off paid_off"),
    (Phrase(Verb.TRANSFER, Way.REPAY, shy=True), "还 還 缴 繳"),
    (Phrase(Verb.TRANSFER, Way.CASH), """取现 取現 取钱 取錢 提款 领钱 領錢 withdraw withdrew withdrawn
        withdrawal"""),
    (Phrase(Verb.EXPENSE, Way.REPAY, shy=True), "付 付给 付給 花"),
    (Phrase(way=Way.TO, shy=True), "to into 到 至 给 給 入 进 進 往 -> => > → ⇒"),
    (Phrase(way=Way.FROM, shy=True), "from with by via using in on through 用 从 從 由 自 以 拿 刷 走"),
)

_OWNED = ("the", "my", "our")


def _phrases() -> dict[str, Phrase]:
    found = {}
    for phrase, words in _SAID:
        for word in words.split():
            plain = word.replace("_", " ")
            found[plain] = phrase
            if phrase.way and plain.isascii() and plain[0].isalpha():
                found.update({f"{plain} {owned}": phrase for owned in _OWNED})
    return found


PHRASES = _phrases()
"""Every folded word of the language and its meaning."""

LONGEST_PHRASE = max(map(len, PHRASES))

JOINS = frozenset("去到和给給在的了跟与與回从從来來帮幫请請买買吃喝费費票钱錢用转轉存付花共是为為至收入")
"""Han characters that begin something new or only round a word off: a word before them is whole."""

LEADS = frozenset(("on", "for", "at", "of", "in", "a", "the", "'s", "在", "的", "了", *"-:,.;+"))
TAILS = frozenset((
    "for", "with", "by", "from", "to", "of", "on", "at", "in", "cost", "total", "is", "was", "共",
    "一共", "总共", "總共", "合计", "合計", *"-:,.;+=",
))
"""Words that lead into or out of a note and say nothing once what they led to is taken out."""
