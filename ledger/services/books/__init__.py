"""Opening books, recording entries, reading the journal."""
