"""Reading files that other houses made: bytes in, rows with their provenance and a verdict each out. Pure."""
