"""Names as rows: tags, projects and payees, how they are merged, and what is gathered under them."""
