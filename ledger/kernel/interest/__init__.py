"""What borrowed money costs: yearly rates, schedules, cards, and debts paid down.

Money is whole minor units, rates are exact decimals that carry their convention and day count, and rounding
(half up) happens only where an amount is posted.
"""
