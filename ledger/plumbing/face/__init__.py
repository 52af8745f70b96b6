"""What the templates stand on besides words: static files, charts as numbers, the shell around a screen."""
