"""The cost of credit: yearly rates in four conventions, schedules, cards, funds and refinancing.

Money is whole minor units, rates are exact decimals that carry their convention and day count, and rounding
(half up) happens only where an amount is posted.
"""
