"""The ways in by browser: thin routes, one module a screen."""
