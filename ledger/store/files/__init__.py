"""Bank files as rows: files, batches, their rows, and what is remembered of them."""
