"""Quick entry as rows: what was put right about words, and the projects entries are gathered under."""
