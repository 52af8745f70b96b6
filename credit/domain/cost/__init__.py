"""The cost of credit: yearly rates in four conventions, funds and refinancing.

Schedules, cards and what a rate is stand with the words of both sides, in `ledger.kernel.interest`.
"""
