from dangvu.kernel.access import Permission


class Can(Permission):
    """Own notices need no permission; nobody reads another person's."""
