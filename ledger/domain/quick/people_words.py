"""Words for people that every book knows: kin and company, and how a person is called in passing."""

from __future__ import annotations

_KIN_HAN = """
    妈妈 媽媽 老妈 老媽 妈 媽 爸爸 老爸 爸 爸妈 爸媽 父母 母亲 母親 父亲 父親 老公 老婆 媳妇 媳婦 太太 先生 爱人 愛人
    对象 女朋友 男朋友 女友 男友 孩子 小孩 小朋友 宝宝 寶寶 宝贝 寶貝 娃 儿子 兒子 女儿 女兒 闺女 哥哥 哥 姐姐 姊姊 姐
    弟弟 弟 妹妹 妹 爷爷 爺爺 奶奶 外公 外婆 姥姥 姥爷 公公 婆婆 公婆 岳父 岳母 岳父母 叔叔 阿姨 舅舅 舅妈 姑姑 姨妈
    孙子 孫子 孙女 孫女 外甥 侄子 侄女 老人 家人 全家 同事 同学 同學 朋友 室友 老板 老闆 领导 客户 客戶 员工 員工
    老师 老師 师傅 師傅 邻居 鄰居 自己
"""
_KIN_LATIN = """
    mum mom mummy mommy mother dad daddy father parents wife husband partner son daughter kid kids child children baby
    brother sister grandma grandpa granny gran nan grandson granddaughter aunt auntie uncle cousin nephew niece friend
    friends colleague colleagues boss staff neighbour neighbor girlfriend boyfriend family myself me us
"""
KIN_HAN = tuple(sorted(_KIN_HAN.split(), key=len, reverse=True))
KIN_LATIN = tuple(sorted(_KIN_LATIN.split(), key=len, reverse=True))

SURNAMES = (
    "王李张張刘劉陈陳杨楊赵趙黄黃周吴吳徐孙孫胡朱高林何郭马馬罗羅梁宋郑鄭谢謝韩韓唐冯馮于董萧蕭程曹袁邓鄧许許傅沈曾彭吕呂苏蘇"
    "卢盧蒋蔣蔡贾賈丁魏薛叶葉阎閻余潘杜戴夏钟鍾汪田任姜范方石姚谭譚廖邹鄒熊金陆陸郝孔白崔康毛邱秦江史顾顧侯邵孟")
"""The commonest surnames: 小 or 老 before one is somebody."""

_TITLES = "师傅 師傅 老师 老師 阿姨 老板 老闆 医生 醫生 大夫 先生 小姐 大姐 大哥"
TITLES = tuple(_TITLES.split())
"""What follows a name that is somebody's."""

_NOT_A_PERSON = """
    christmas easter diwali new lunar monday tuesday wednesday thursday friday saturday sunday january february march
    april may june july august september october november december today tomorrow
"""
NOT_A_PERSON = frozenset(_NOT_A_PERSON.split())
"""Words with a capital that stand after "for" and are nobody."""

_NOT_A_SHOP = """
    家里 家裡 家做 家吃 家附近
    公司 外面 路上 网上 線上 线上 网络 网路 學校 学校 机场 機場 楼下 樓下 这里 這裡 那里 那裡 国外 國外
    车上 車上 单位 店里 店裡 老家 附近 旁边 旁邊 一起
"""
NOT_A_SHOP = tuple(_NOT_A_SHOP.split())
"""How what stands after 在 begins where it is a place of no name."""
