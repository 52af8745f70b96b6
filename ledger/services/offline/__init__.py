"""A device that goes on without a network: the secret it locks with, what it carries, and what it sends."""
