"""The closed lists a scene chooses from."""

from __future__ import annotations

from enum import StrEnum

ICONS = frozenset({
    "arrow-right-left", "baby", "banknote", "bed-double", "beef", "book-copy", "briefcase-business",
    "calendar", "car", "car-taxi-front", "chart-candlestick", "chart-no-axes-column", "coffee",
    "credit-card", "ellipsis", "file-text", "fuel", "gem", "gift", "graduation-cap", "hand-coins",
    "hand-heart", "handshake", "heart", "heart-handshake", "hourglass", "house", "house-plus", "inbox",
    "key-round", "landmark", "languages", "laptop", "message-circle", "notebook-pen", "package",
    "paint-roller", "party-popper", "paw-print", "piggy-bank", "pill", "plane", "refresh-cw", "school",
    "scroll-text", "shield-check", "shopping-bag", "shopping-basket", "smartphone", "spray-can", "sprout",
    "stethoscope", "store", "tent", "ticket", "train-front", "trending-down", "trending-up", "undo-2",
    "users", "utensils", "video", "wallet", "zap",
})
"""Icons of the face that picture a thing; arrows, crosses and the like belong to the screens."""


class Group(StrEnum):
    """The shelf a scene stands on."""

    EVERYDAY = "everyday"
    FAMILY = "family"
    BUSINESS = "business"
    AWAY = "away"
    PROJECTS = "projects"
    MONEY = "money"
    TOGETHER = "together"


class Pigment(StrEnum):
    """The six pigments a seal may have."""

    PINE = "pine"
    AZURITE = "azurite"
    OCHRE = "ochre"
    MULBERRY = "mulberry"
    CINNABAR = "cinnabar"
    INK = "ink"


class SceneVerb(StrEnum):
    """What a person may say in this scene; each becomes balanced postings in the services."""

    EXPENSE = "expense"
    INCOME = "income"
    TRANSFER = "transfer"
    REFUND = "refund"
    PAID_FOR_OTHERS = "paid_for_others"
    SETTLE = "settle"
    EXCHANGE = "exchange"
    TAKINGS = "takings"
    PURCHASE = "purchase"
    STOCK_COUNT = "stock_count"
    DRAWINGS = "drawings"


class FieldKind(StrEnum):
    """What may be written into a field of a scene's own."""

    TEXT = "text"
    NUMBER = "number"
    QUANTITY = "quantity"
    CHOICE = "choice"
    MEMBER = "member"
    DAY = "day"
    FLAG = "flag"


class MemberKind(StrEnum):
    """What a member stands for; a family of four is one member with weight 4."""

    PERSON = "person"
    FAMILY = "family"
    KITTY = "kitty"
    BUSINESS = "business"


class Every(StrEnum):
    """How often a recurring item comes; by the lunar calendar a day of its month, or of one of its months."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    LUNAR_MONTH = "lunar_month"
    LUNAR_YEAR = "lunar_year"


class Mode(StrEnum):
    """What a recurring item does on its day: speak up, or lay out a draft. It never posts by itself."""

    REMIND = "remind"
    DRAFT = "draft"


class BudgetPeriod(StrEnum):
    """What a budget lasts for; `whole` is the life of the book, such as one trip."""

    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    WHOLE = "whole"


class ReportName(StrEnum):
    """The reports a scene may put first. `breakdown` divides spending or income by what `by` names."""

    MONTH = "month"
    BALANCE_SHEET = "balance_sheet"
    INCOME_STATEMENT = "income_statement"
    CASH_FLOW = "cash_flow"
    TRIAL_BALANCE = "trial_balance"
    REGISTER = "register"
    SETTLE_UP = "settle_up"
    PARTNERS = "partners"
    BREAKDOWN = "breakdown"
    DAY_SHEET = "day_sheet"
    TABS = "tabs"


class Per(StrEnum):
    """What a report's figures are divided by."""

    TOTAL = "total"
    MEMBER = "member"
    DAY = "day"
    MONTH = "month"
