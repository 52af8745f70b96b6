"""Much at once: entries changed together, rows recorded together, templates, and the way to any place."""
