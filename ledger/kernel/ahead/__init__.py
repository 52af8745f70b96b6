"""What lies ahead: liquid money of the next days from what is planned, what debts ask, and the habits in the books.

Read off `Figures` alone, so that it serves the ledger's pages and whoever figures are given to by the door. Money is
whole minor units.
"""
