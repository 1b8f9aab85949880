"""Which kept files still hold.

A file's outcome depends on its own content, on where the names it mentions lead, and on the
content of the files that it consults; on these again in the same way. So what is kept of a file
holds as long as nothing has changed in any file that can be reached from it.

What is kept must go together, also with the files that a run does not touch: whatever reaches a
changed file must be judged again, or forgotten.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from fwlint.project.modules import ModuleFinder
from fwlint.run.cache import KeptFile
from fwlint.run.contents import Contents


def stale_files(
    kept: Mapping[str, KeptFile],
    scanned: Iterable[str],
    contents: Contents,
    finder: ModuleFinder,
    environment: bytes,
) -> set[str]:
    """The kept files that do not hold any more, as far as they have to do with ``scanned``."""
    changed = {
        path
        for path in _reached(kept, scanned)
        if not _is_as_it_was(path, kept[path], contents, finder, environment)
    }
    return _reaching(kept, changed)


def _is_as_it_was(
    path: str, kept: KeptFile, contents: Contents, finder: ModuleFinder, environment: bytes
) -> bool:
    content = contents.of(path)
    return (
        kept.environment == environment
        and content is not None
        and content.digest == kept.content.digest
        and finder.agrees(Path(path), kept.links)
    )


def _reached(kept: Mapping[str, KeptFile], scanned: Iterable[str]) -> set[str]:
    """The kept files among ``scanned``, and those that they consult."""
    pending = [path for path in scanned if path in kept]
    reached = set(pending)
    while pending:
        for path in kept[pending.pop()].links.consulted:
            if path in kept and path not in reached:
                reached.add(path)
                pending.append(path)
    return reached


def _reaching(kept: Mapping[str, KeptFile], changed: set[str]) -> set[str]:
    """The changed files, and those that consult them; what is not kept counts as changed."""
    consumers: dict[str, list[str]] = {}
    for path, file in kept.items():
        for consulted in file.links.consulted:
            consumers.setdefault(consulted, []).append(path)
    pending = [*changed, *(path for path in consumers if path not in kept)]
    reaching = set(pending)
    while pending:
        new = [path for path in consumers.get(pending.pop(), ()) if path not in reaching]
        reaching.update(new)
        pending.extend(new)
    return reaching
