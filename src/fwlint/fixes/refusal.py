"""The one way in which the engine says no."""

from __future__ import annotations


class Refusal(Exception):
    """An edit cannot be made; the message is the reason that the user reads."""
