"""Writes of meetings, split by noun."""
