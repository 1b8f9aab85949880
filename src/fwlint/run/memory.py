"""Python's cyclic garbage collector, kept from looking through facts again and again.

Trees and facts have no cycles; only whole modules, once they are dropped, do. So the collector
rests while files are judged, and the session calls it when it has dropped enough.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def resting_collector() -> Iterator[None]:
    """Within it, garbage in cycles is freed only by ``collect``."""
    enabled = gc.isenabled()
    rest_collector()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def rest_collector() -> None:
    """From now on, garbage in cycles is freed only by ``collect``."""
    gc.disable()


def collect() -> None:
    """Free dropped modules."""
    gc.collect()
