"""Much at once, as rows."""
