"""Rows of the credit side: who consented to what, what was offered, and what lenders keep."""
