"""Lines as people type them, and every field they mean: a Saturday, 21 November 2026, in a household's book.

Accounts and categories by their key in the pack. A line not said to be otherwise is spending, today, in CNY.
"""

from __future__ import annotations

from dataclasses import dataclass

E, INCOME, T, R = "expense", "income", "transfer", "refund"


@dataclass(frozen=True)
class Line:
    """One line and its meaning; `unsure` are the fields the reader must mark, by name."""

    text: str
    amount: str | None
    category: str | None = None
    account: str | None = None
    note: str = ""
    on: str = "2026-11-21"
    verb: str = E
    to: str | None = None
    payee: str = ""
    unsure: str = ""
    currency: str = "CNY"


LINES = (
    # plain English
    Line("lunch 32 wechat", "32", "dining", "wechat", "lunch"),
    Line("lunch 32+6 wechat", "38", "dining", "wechat", "lunch"),
    Line("Lunch 32 WeChat", "32", "dining", "wechat", "Lunch"),
    Line("32 lunch", "32", "dining", None, "lunch", unsure="account"),
    Line("yesterday taxi 35.5 alipay", "35.5", "transport", "alipay", "taxi", "2026-11-20"),
    Line("taxi to airport 60 wechat", "60", "transport", "wechat", "taxi to airport"),
    Line("spent 32 on lunch with Bob using wechat", "32", "dining", "wechat", "lunch with Bob"),
    Line("paid 45 for coffee with cash", "45", "snacks", "cash", "coffee"),
    Line("groceries 88.20 by card", "88.20", "groceries", "credit_card"),
    Line("electricity 213.50 alipay", "213.50", "utilities", "alipay", "electricity"),
    Line("mcdonalds 35 cash", "35", "dining", "cash", "mcdonalds"),
    Line("metro 6 transit card", "6", "transport", "transit_card", "metro"),
    Line("wedding gift 800 wechat", "800", "giving", "wechat", "wedding gift"),
    Line("pay rent 3600 bank", "3600", "rent", "bank"),
    Line("pizza 120/4 cash", "30", "dining", "cash", "pizza"),
    Line("fruit 10x3 cash", "30", "groceries", "cash", "fruit"),
    Line("dinner (32+6)*2 card", "76", "dining", "credit_card", "dinner"),
    Line("dinner 1,280 card", "1280", "dining", "credit_card", "dinner"),
    Line("2 coffees ¥30 wechat", "30", "snacks", "wechat", "2 coffees"),
    Line("3 days ago groceries 88 alipay", "88", "groceries", "alipay", "", "2026-11-18"),
    Line("Friday dinner 120 card", "120", "dining", "credit_card", "dinner", "2026-11-20"),
    Line("on monday cinema 80 wechat", "80", "entertainment", "wechat", "cinema", "2026-11-16"),
    Line("last Friday dinner 120 card", "120", "dining", "credit_card", "dinner", "2026-11-20", unsure="on"),
    Line("last sunday gym 60 cash", "60", "sport", "cash", "gym", "2026-11-15"),
    Line("11/20 lunch 32 cash", "32", "dining", "cash", "lunch", "2026-11-20"),
    Line("20/11 lunch 32 cash", "32", "dining", "cash", "lunch", "2026-11-20"),
    Line("2026-11-19 lunch 32 cash", "32", "dining", "cash", "lunch", "2026-11-19"),
    Line("20 Nov haircut 60 cash", "60", "beauty", "cash", "haircut", "2026-11-20"),
    Line("Nov 20, 2025 haircut 60 cash", "60", "beauty", "cash", "haircut", "2025-11-20"),
    Line("on the 3rd rent 3600 bank", "3600", "rent", "bank", "", "2026-11-03"),
    Line("the day before yesterday gas bill 90 bank", "90", "utilities", "bank", "gas bill", "2026-11-19"),
    Line("salary 13800 bank", "13800", "salary", "bank", verb=INCOME),
    Line("received salary 13800", "13800", "salary", None, verb=INCOME, unsure="account"),
    Line("salary 13.8k bank", "13800", "salary", "bank", verb=INCOME),
    Line("tax refund 300 bank", "300", "reimbursements", "bank", "tax refund", verb=INCOME),
    Line("refund raincoat kids 89 alipay", "89", "child", "alipay", "raincoat kids", verb=R),
    Line("refunded 120 shoes card", "120", "clothes", "credit_card", "shoes", verb=R),
    Line("transfer 500 from wechat to bank", "500", None, "wechat", verb=T, to="bank"),
    Line("transfer 500 to bank from wechat", "500", None, "wechat", verb=T, to="bank"),
    Line("bank to wechat 500", "500", None, "bank", verb=T, to="wechat"),
    Line("wechat -> bank 500", "500", None, "wechat", verb=T, to="bank"),
    Line("moved 1000 bank to money fund", "1000", None, "bank", verb=T, to="money_fund"),
    Line("pay the card 2000 bank", "2000", None, "bank", verb=T, to="credit_card"),
    Line("top up transit card 50 wechat", "50", None, "wechat", verb=T, to="transit_card"),
    Line("withdraw 500 bank", "500", None, "bank", verb=T, to="cash"),
    Line("transfer 500", "500", verb=T, unsure="account to"),
    Line("wechat bank 500", "500", None, "wechat", verb=T, to="bank", unsure="verb"),
    Line("dinner 42000 JPY cash", "42000", "dining", "cash", "dinner", currency="JPY"),
    Line("$20 spotify card", "20", "subscriptions", "credit_card", "spotify", currency="USD"),
    Line("spotify 9.99 eur card", "9.99", "subscriptions", "credit_card", "spotify", currency="EUR"),
    # plain Chinese, simplified
    Line("昨天 打车 35.5 支付宝", "35.5", "transport", "alipay", "打车", "2026-11-20"),
    Line("昨天打车35.5支付宝", "35.5", "transport", "alipay", "打车", "2026-11-20"),
    Line("午饭32微信", "32", "dining", "wechat", "午饭"),
    Line("午饭32+6微信", "38", "dining", "wechat", "午饭"),
    Line("微信付午饭32", "32", "dining", "wechat", "午饭"),
    Line("用支付宝买菜56.3", "56.3", "groceries", "alipay"),
    Line("午饭¥32现金", "32", "dining", "cash", "午饭"),
    Line("午饭 32元 现金", "32", "dining", "cash", "午饭"),
    Line("午饭32块钱现金", "32", "dining", "cash", "午饭"),
    Line("午饭35块5现金", "35.5", "dining", "cash", "午饭"),
    Line("午饭，３２，微信", "32", "dining", "wechat", "午饭"),
    Line("前天超市158信用卡", "158", "groceries", "credit_card", "超市", "2026-11-19"),
    Line("大前天 火锅 240 微信", "240", "dining", "wechat", "火锅", "2026-11-18"),
    Line("昨晚夜宵45现金", "45", "dining", "cash", "夜宵", "2026-11-20"),
    Line("上周五 火锅 240 微信", "240", "dining", "wechat", "火锅", "2026-11-13"),
    Line("周五电影80微信", "80", "entertainment", "wechat", "电影", "2026-11-20"),
    Line("这周一 理发 40 微信", "40", "beauty", "wechat", "理发", "2026-11-16"),
    Line("周日 理发 40 微信", "40", "beauty", "wechat", "理发", "2026-11-15", unsure="on"),
    Line("11月20日 买菜 56 微信", "56", "groceries", "wechat", "", "2026-11-20"),
    Line("11-20 午饭 32 微信", "32", "dining", "wechat", "午饭", "2026-11-20"),
    Line("20号房租3600银行", "3600", "rent", "bank", "", "2026-11-20"),
    Line("25号 房租 3600 银行", "3600", "rent", "bank", "", "2026-10-25", unsure="on"),
    Line("上个月28号 物业费 600 银行", "600", "property_fee", "bank", "物业费", "2026-10-28"),
    Line("和同事吃火锅 120 微信", "120", "dining", "wechat", "和同事吃火锅"),
    Line("打车去机场60微信", "60", "transport", "wechat", "打车去机场"),
    Line("2杯咖啡 36 微信", "36", "snacks", "wechat", "2杯咖啡"),
    Line("给爸妈 1000 银行", "1000", "elders", "bank"),
    Line("信用卡利息 30 银行", "30", "card_interest", "bank"),
    Line("牛肉面 25 微信", "25", "groceries", "wechat", "牛肉面", unsure="category"),
    Line("午饭水果 50 微信", "50", "groceries", "wechat", "午饭水果", unsure="category"),
    Line("午饭 32 微信 支付宝", "32", "dining", "wechat", "午饭 支付宝", unsure="account"),
    Line("手机 15 5999 信用卡", "5999", "electronics", "credit_card", "手机 15", unsure="amount"),
    Line("午饭 12/4 微信", "3", "dining", "wechat", "午饭", unsure="amount on"),
    Line("工资 13800 银行卡", "13800", "salary", "bank", verb=INCOME),
    Line("发工资13800银行卡", "13800", "salary", "bank", "发工资", verb=INCOME),
    Line("收到红包 200 微信", "200", "gifts_received", "wechat", "收到红包", verb=INCOME),
    Line("报销300银行", "300", "reimbursements", "bank", "报销", verb=INCOME),
    Line("收到 午饭 32 微信", "32", None, "wechat", "午饭", verb=INCOME, unsure="category verb"),
    Line("退款 89 玩具 支付宝", "89", "child", "alipay", "玩具", verb=R),
    Line("淘宝退货120支付宝", "120", "daily", "alipay", "淘宝", verb=R),
    Line("微信 转 银行 500", "500", None, "wechat", verb=T, to="bank"),
    Line("微信转银行500", "500", None, "wechat", verb=T, to="bank"),
    Line("从银行转1000到余额宝", "1000", None, "bank", verb=T, to="money_fund"),
    Line("现金存银行2000", "2000", None, "cash", verb=T, to="bank"),
    Line("还信用卡 3000 银行", "3000", None, "bank", verb=T, to="credit_card"),
    Line("支付宝还款信用卡1500", "1500", None, "alipay", verb=T, to="credit_card"),
    Line("充交通卡 50 微信", "50", None, "wechat", verb=T, to="transit_card"),
    Line("取现500银行", "500", None, "bank", verb=T, to="cash"),
    Line("借给小李500微信", "500", None, "wechat", "小李", verb=T, to="receivable", unsure="verb"),
    Line("转给小李 500 微信", "500", None, "wechat", "小李", verb=T, unsure="to verb"),
    Line("转账房租3600银行", "3600", "rent", "bank"),
    Line("奖金 1.2万 银行", "12000", "bonus", "bank", verb=INCOME),
    Line("晚饭 42000 日元 现金", "42000", "dining", "cash", "晚饭", currency="JPY"),
    Line("+500 银行", "500", None, "bank", verb=INCOME, unsure="category verb"),
    # 繁體
    Line("昨天 計程車 350 現金", "350", "transport", "cash", "計程車", "2026-11-20"),
    Line("午餐 120 微信", "120", "dining", "wechat", "午餐"),
    Line("捷運 20 悠遊卡", "20", "transport", "transit_card", "捷運"),
    Line("薪水 52000 銀行", "52000", "salary", "bank", verb=INCOME),
    Line("包紅包 3600 現金", "3600", "giving", "cash", "包紅包"),
    Line("上週五 火鍋 980 刷卡", "980", "dining", "credit_card", "火鍋", "2026-11-13"),
    Line("11月20號 買菜 560 現金", "560", "groceries", "cash", "", "2026-11-20"),
    Line("支付寶轉銀行500", "500", None, "alipay", verb=T, to="bank"),
    Line("退貨 衣服 1200 信用卡", "1200", "clothes", "credit_card", "衣服", verb=R),
    Line("晚餐 88塊 現金", "88", "dining", "cash", "晚餐"),
    Line("給爸媽 1000 銀行", "1000", "elders", "bank"),
    # somebody known
    Line("星巴克 38", "38", "snacks", "wechat", payee="星巴克"),
    Line("星巴克38", "38", "snacks", "wechat", payee="星巴克"),
    Line("星巴克 38 现金", "38", "snacks", "cash", payee="星巴克"),
    Line("昨天星巴克午饭45", "45", "dining", "wechat", "午饭", "2026-11-20", payee="星巴克"),
    Line("old street 28", "28", "dining", "wechat", payee="Old Street", unsure="account"),
    Line("王老板 88", "88", "salary", "bank", verb=INCOME, payee="王老板"),
    Line("退款 38 星巴克", "38", "snacks", "wechat", verb=R, payee="星巴克"),
    Line("7-11 23.5", "23.5", "snacks", "wechat", payee="7-11"),
    # little or nothing understood
    Line("hello world", None, note="hello world", unsure="account amount category"),
    Line("午饭三十二", "32", "dining", None, "午饭", unsure="account"),
    Line("32", "32", unsure="account category"),
    Line("", None, unsure="account amount category"),
    Line("mystery 12.50 wechat", "12.50", None, "wechat", "mystery", unsure="category"),
)
