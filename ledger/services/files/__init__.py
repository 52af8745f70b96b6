"""A bank's file from its bytes to entries: received, reviewed, recorded as one batch, and taken back as one."""
