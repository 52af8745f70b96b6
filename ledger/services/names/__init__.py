"""Names: which there are, what is done to them, what is gathered under each."""
