"""Papers of a meeting."""
