"""Mechanisms that every module declares itself to. No business word lives here."""
