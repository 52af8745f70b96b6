"""Which account a named place is, and which category a row belongs to."""

from datetime import date

import pytest

from ledger.domain.books.account import Kind, Purpose
from ledger.domain.files.verdict import Draft
from ledger.kernel.money import Money
from ledger.services.books.opening import accounts_of, scenes
from ledger.services.files import categories, places
from ledger.services.files.places import Named

HOUSEHOLD = {one.account_id: one for one in accounts_of(scenes()["household"])}
KEYS = {one.account_id: one.pack_key for one in HOUSEHOLD.values()}
SPENT = frozenset({"expense"})


def proposed(*names: str, remembered=None, whats=SPENT, wallet="alipay", own=None):
    named = [Named(name, whats, 1) for name in names]
    found = places.propose(wallet, named, HOUSEHOLD, remembered or {}, own=own)
    return {name: KEYS.get(account_id) for name, account_id in found.items()}


@pytest.mark.parametrize(("wallet", "name", "key"), [
    ("alipay", "余额", "alipay"),
    ("alipay", "账户余额", "alipay"),
    ("wechat", "零钱", "wechat"),
    ("alipay", "余额宝", "money_fund"),
    ("wechat", "零钱通", "money_fund"),
    ("alipay", "招商银行(1234)", "bank"),
    ("alipay", "招商银行信用卡(1234)", "credit_card"),
    ("alipay", "花呗", None),
    ("alipay", "备用金", None),
    ("alipay", "数字人民币", None),
])
def test_a_place_is_known_by_its_sort_and_its_words(wallet, name, key):
    assert proposed(name, wallet=wallet)[name] == key


def test_what_is_remembered_outranks_words():
    cash = next(one for one, key in KEYS.items() if key == "cash")

    assert proposed("招商银行(1234)", remembered={"招商银行(1234)": cash}) == {"招商银行(1234)": "cash"}


def test_an_account_answers_to_one_name_only():
    assert sorted(proposed("甲银行(1)", "乙银行(2)").values(), key=str) == [None, "bank"]


def test_an_account_meant_for_this_file_stands_for_the_wallet():
    cash = next(one for one, key in KEYS.items() if key == "cash")

    assert proposed("余额", own=cash) == {"余额": "cash"}


@pytest.mark.parametrize(("name", "whats", "kind", "purpose", "code"), [
    ("招商银行信用卡(1234)", SPENT, Kind.LIABILITY, Purpose.CARD, "liability:card:1234"),
    ("花呗", SPENT, Kind.LIABILITY, Purpose.CARD, "liability:card:alipay"),
    ("借呗", SPENT, Kind.LIABILITY, Purpose.LOAN, "liability:loan:alipay"),
    ("某某基金", SPENT, Kind.ASSET, Purpose.FUND, "asset:fund:alipay"),
    ("江城银行(4321)", SPENT, Kind.ASSET, Purpose.BANK, "asset:bank:4321"),
    ("Test Account", SPENT, Kind.ASSET, Purpose.WALLET, "asset:wallet:test_account"),
    ("王某", frozenset({"transfer"}), Kind.ASSET, Purpose.RECEIVABLE, "asset:receivable:alipay"),
    ("余额", SPENT, Kind.ASSET, Purpose.WALLET, "asset:wallet:alipay"),
])
def test_a_place_is_opened_under_its_kind(name, whats, kind, purpose, code):
    opened = places.to_open("alipay", Named(name, whats, 1))

    assert (opened.kind, opened.purpose, opened.code) == (kind, purpose, code)


@pytest.mark.parametrize("name", ["支付宝", "支付宝(中国)网络技术有限公司", "财付通", "微信支付"])
def test_the_company_that_moves_money_is_no_place(name):
    assert places.is_platform(name)


@pytest.mark.parametrize(("what", "payee", "note", "kind", "key"), [
    ("expense", "", "", "餐饮美食", "dining"),
    ("expense", "滴滴出行", "", "商户消费", "transport"),
    ("expense", "某某店", "酱香拿铁咖啡", "", "snacks"),
    ("expense", "Walmart", "", "", "groceries"),
    ("expense", "Busan Ltd", "", "", "other_spending"),
    ("expense", "发给小明", "", "微信红包", "giving"),
    ("income", "小明", "", "微信红包", "gifts_received"),
    ("income", "", "余额宝-2026.03.05-收益发放", "", "interest_income"),
    ("income", "某公司", "三月工资", "", "salary"),
    ("refund", "某店", "", "服饰装扮", "clothes"),
    ("expense", "小李修锁", "上门", "生活服务", "other_spending"),
    ("income", "小李", "", "收入", "other_income"),
    ("income", "小李", "转账", "转账红包", "other_income"),
])
def test_a_row_is_categorised_by_class_and_words(what, payee, note, kind, key):
    draft = Draft(1, what, date(2026, 3, 5), Money(100, "CNY"), 0, "", "", payee, note, kind, "", "")

    found, is_guess = categories.guesser(HOUSEHOLD, {}).guess(draft)

    assert KEYS[found] == key
    assert is_guess == key.startswith("other_")


def test_a_habit_outranks_every_word():
    pets = next(one for one, key in KEYS.items() if key == "pets")
    draft = Draft(1, "expense", date(2026, 3, 5), Money(100, "CNY"), 0, "", "", "滴滴出行", "", "餐饮美食", "", "")

    assert categories.guesser(HOUSEHOLD, {"expense": {"滴滴出行": pets}}).guess(draft) == (pets, False)


def test_a_book_without_categories_gets_one_to_open():
    bare = {one: account for one, account in HOUSEHOLD.items() if not account.is_category}

    assert categories.other_of(Kind.EXPENSE, bare) is None
    assert categories.other_to_open(Kind.INCOME).code == "income:other"
