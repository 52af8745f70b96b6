"""Where rows are: all SQL of the ledger. Functions take a session first and return frozen values."""
