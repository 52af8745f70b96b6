"""What the credit side does when asked: one function a deed, shared by pages, API and commands."""
