"""A book written out for other programs: its copy, account names they take, and a writer for each form."""
