"""Python's cyclic garbage collector, kept from looking through facts again and again.

Trees and facts have no cycles, and modules are freed of theirs when they are dropped: without
the collector, next to nothing is left behind.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def resting_collector() -> Iterator[None]:
    """Within it, garbage in cycles stays."""
    enabled = gc.isenabled()
    rest_collector()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def rest_collector() -> None:
    """From now on, garbage in cycles stays."""
    gc.disable()
