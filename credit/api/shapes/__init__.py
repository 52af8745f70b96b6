"""What goes in and out of the credit side's API, each a model of its own."""
