"""The ledger for programs: JSON over the same services as the pages."""
