"""Much at once, for programs: entries changed together, and templates."""
