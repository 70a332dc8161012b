"""Reads of the cell's month."""
