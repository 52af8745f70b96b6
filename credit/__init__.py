"""The credit side: what money costs, when it is needed, and whether an offer helps."""
