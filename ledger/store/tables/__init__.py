"""Every row class of the ledger, by area."""
