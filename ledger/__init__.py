"""The books. Complete without credit/: kernel and plumbing below, then domain, store, services, and the ways in."""
