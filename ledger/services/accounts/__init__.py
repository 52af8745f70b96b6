"""Checking what an account holds, and putting the books right."""
