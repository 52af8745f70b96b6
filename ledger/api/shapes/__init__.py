"""What goes in and out of the API, each shape a model of its own and never a row."""
