"""Papers of the cell's month."""
