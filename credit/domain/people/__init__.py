"""What a person allows, wishes to be spared, and may do with an offer: scopes, receipts, quiet, stages."""
