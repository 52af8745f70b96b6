"""Members as rows."""
