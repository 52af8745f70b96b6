"""What a lender writes is read before anybody is shown it: no promises, no bait, no pressure."""

from __future__ import annotations

import pytest

from credit.domain.norms.wording import ForbiddenWords, check_wording, forbidden_words


@pytest.mark.parametrize("text", [
    "秒批贷", "秒 批", "秒·批", "秒\u200b批", "ＡＰＰＲＯＶＥＤ in minutes", "Pre-approved for you", "Guaranteed loan",
    "已批准额度", "已核准額度", "保证通过", "保證通過", "保本基金", "承诺收益", "零风险", "Instant approval",
    "instant cash", "No credit check", "risk-free fund", "低至 3.6%", "年化低至3.6％", "as low as 5%",
    "From only 1% a month", "限时优惠", "限時優惠", "仅剩 3 名", "Hurry", "Last chance!",
    "only 3 left", "抽奖", "免息券", "coupon inside", "Don’t miss it",
])
def test_what_must_not_be_said_is_found(text: str) -> None:
    assert forbidden_words(text)
    with pytest.raises(ForbiddenWords) as refused:
        check_wording(text, "name")
    assert refused.value.facts["field"] == "name"


@pytest.mark.parametrize("text", [
    "Steady 12", "稳步十二期", "穩步十二期", "Guarantee fee", "担保服务费",
    "年化 7.2%–14.4%，低至 7.2%", "as low as 7.2% to 14.4%", "低至7.2%～14.4%", "Unapproved changes are refused",
    "账单分期", "提前还款不收费", "",
])
def test_plain_words_pass(text: str) -> None:
    assert forbidden_words(text) == ()
    check_wording(text, "name")


def test_what_is_said_back_stays_short() -> None:
    with pytest.raises(ForbiddenWords) as refused:
        check_wording("秒批 保本 低至 限时 抽奖 免审 红包 " * 10_000, "name")

    assert len(str(refused.value)) < 200
