"""Recording in one line or one tap: what a typed line says, and what is likely to be recorded now."""
