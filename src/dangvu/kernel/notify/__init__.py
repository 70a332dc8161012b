"""Telling people: a module declares kinds of messages, the kernel matches them with events and channels."""

from dangvu.kernel.notify.kinds import Notification

__all__ = ["Notification"]
