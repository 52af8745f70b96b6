"""The ways in by command line."""
