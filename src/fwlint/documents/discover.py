"""Which files a run reads: those that are named, and those below directories that are named."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Literal, NamedTuple

from msgspec import Struct, field

from fwlint.documents.ignore import SUFFIXES, IgnorePatterns
from fwlint.findings import FileError

Kind = Literal["python", "notebook", "markdown"]

_KINDS: dict[str, Kind] = {
    ".py": "python",
    ".pyi": "python",
    ".pyw": "python",
    ".ipynb": "notebook",
    ".md": "markdown",
    ".markdown": "markdown",
}


class FoundFile(Struct, frozen=True):
    """A file to read. ``path`` begins as the user's own path did; ``stat`` is for the cache."""

    path: str
    kind: Kind
    stat: os.stat_result


class Discovered(Struct):
    """``files`` sorted by path, ``missing`` paths as given, and directories one cannot read."""

    files: list[FoundFile] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    errors: list[FileError] = field(default_factory=list)


def kind_of(path: str | Path) -> Kind:
    """What a file is, by its suffix. A script without one of our suffixes counts as Python."""
    return _KINDS.get(Path(path).suffix, "python")


def discover(
    paths: Sequence[str | Path],
    *,
    exclude: Sequence[str] = (),
    include: Sequence[str] = (),
    respect_gitignore: bool = True,
    force_exclude: bool = False,
    root: Path | None = None,
) -> Discovered:
    """Find the files of ``paths``, each of them once, however many ways lead to it.

    ``exclude`` and ``include`` are patterns as in a .gitignore at ``root`` (the project's
    directory; by default the current one). Without ``include``, all files with our suffixes are
    read. A path that is named is read even if it is excluded, unless ``force_exclude``; below a
    named directory, the patterns that exclude that directory itself do not count.
    """
    walk = _Walk(
        IgnorePatterns(exclude),
        _Include(include),
        respect_gitignore,
        _real(str(root or Path.cwd())),
    )
    for path in paths:
        walk.add(Path(path).as_posix(), force_exclude)
    walk.follow_links()
    walk.found.files.sort(key=lambda file: file.path)
    return walk.found


class _Include:
    """The patterns a file below a directory must match; ``*.py`` and the like without regex."""

    def __init__(self, patterns: Sequence[str]) -> None:
        plain = [p for p in patterns if p[:1] == "*" and p[1:] in SUFFIXES]
        self._suffixes = frozenset([p[1:] for p in plain] if patterns else SUFFIXES)
        self._patterns = IgnorePatterns(p for p in patterns if p not in plain)

    def allows(self, prefix: str, name: str) -> bool:
        suffix = name[name.rfind(".") :]
        if suffix in self._suffixes:
            return True
        return suffix in _KINDS and self._patterns.ignores_file(prefix + name) is True


class _Scope(NamedTuple):
    """Patterns, and the path from where they stand to the directory that is being read."""

    patterns: IgnorePatterns
    prefix: str

    def below(self, name: str) -> _Scope:
        return _Scope(self.patterns, f"{self.prefix}{name}/")


class _Place(NamedTuple):
    """A directory or a link on the way: its path as shown and as it is, and the scopes there.

    ``ignore`` has the outermost .gitignore first.
    """

    shown: str
    real: str
    exclude: _Scope
    ignore: tuple[_Scope, ...]

    def below(self, name: str, real: str) -> _Place:
        """The directory ``name`` in this one."""
        inner = tuple([scope.below(name) for scope in self.ignore])
        return _Place(f"{self.shown}{name}/", real, self.exclude.below(name), inner)

    def leaves_out_directory(self, name: str) -> bool:
        patterns, prefix = self.exclude
        if patterns.ignores_directory(f"{prefix}{name}/"):
            return True
        for patterns, prefix in reversed(self.ignore):
            ignored = patterns.ignores_directory(f"{prefix}{name}/")
            if ignored is not None:
                return ignored
        return False

    def leaves_out_file(self, name: str) -> bool:
        patterns, prefix = self.exclude
        if patterns.ignores_file(prefix + name):
            return True
        for patterns, prefix in reversed(self.ignore):
            ignored = patterns.ignores_file(prefix + name)
            if ignored is not None:
                return ignored
        return False


class _Walk:
    def __init__(
        self, exclude: IgnorePatterns, include: _Include, respect_gitignore: bool, root: str
    ) -> None:
        self.exclude = exclude
        self.include = include
        self.respect_gitignore = respect_gitignore
        self.root = root
        self.found = Discovered()
        self._seen: set[str] = set()
        self._links: list[tuple[_Place, str]] = []

    def add(self, path: str, force_exclude: bool) -> None:
        """Read a path that the user named."""
        try:
            status = Path(path).stat()
        except (FileNotFoundError, NotADirectoryError):
            self.found.missing.append(path)
            return
        except OSError as error:
            self._report(path, error)
            return
        real = _real(path)
        is_directory = stat.S_ISDIR(status.st_mode)
        if force_exclude and self._is_excluded(real, is_directory):
            return
        if is_directory:
            self._read_below(self._top(path, real))
        elif stat.S_ISREG(status.st_mode):
            self._list(path, real, lambda: status)
        else:
            self.found.errors.append(FileError(path, "neither a file nor a directory"))

    def _is_excluded(self, real: str, is_directory: bool) -> bool:
        """Whether ``exclude`` names a path or a directory above it."""
        relative = _relative(real, self.root)
        *above, name = (real.lstrip("/") if relative is None else relative).split("/")
        paths = ["/".join(above[: i + 1]) + "/" for i in range(len(above))]
        own = "/".join([*above, name])
        if is_directory:
            paths.append(f"{own}/")
        elif self.exclude.ignores_file(own):
            return True
        return any(self.exclude.ignores_directory(path) for path in paths)

    def _top(self, path: str, real: str) -> _Place:
        """A named directory, with the patterns that stand above it."""
        relative = _relative(real, self.root)
        prefix = f"{relative}/" if relative else ""
        exclude = self.exclude.without_those_for(prefix or real.lstrip("/") + "/")
        ignore = self._ignored_from_above(real) if self.respect_gitignore else ()
        shown = "" if path == "." else path.rstrip("/") + "/"
        return _Place(shown, _joinable(real), _Scope(exclude, prefix), ignore)

    def _ignored_from_above(self, real: str) -> tuple[_Scope, ...]:
        """The .gitignore files from the top of the repository down to above ``real``."""
        if os.path.lexists(f"{real}/.git"):
            return ()
        above = []
        for directory in Path(real).parents:
            above.append(directory)
            if os.path.lexists(directory / ".git"):
                break
        else:
            above = [d for d in above if _relative(d.as_posix(), self.root) is not None]
        scopes = []
        for directory in reversed(above):
            patterns = self._gitignore((directory / ".gitignore").as_posix())
            if patterns is not None:
                prefix = f"{_relative(real, directory.as_posix())}/"
                scopes.append(_Scope(patterns.without_those_for(prefix), prefix))
        return tuple(scopes)

    def _gitignore(self, file: str) -> IgnorePatterns | None:
        try:
            return IgnorePatterns.read(Path(file))
        except (FileNotFoundError, IsADirectoryError):
            return None
        except OSError as error:
            self._report(file, error)
            return None

    def _read_below(self, top: _Place) -> None:
        waiting = [top]
        while waiting:
            directory = waiting.pop()
            if directory.real not in self._seen:
                self._seen.add(directory.real)
                waiting.extend(self._read(directory))

    def _read(self, directory: _Place) -> list[_Place]:
        """List the files of one directory; returns its directories that are to be read."""
        try:
            with os.scandir(directory.shown or ".") as listing:
                entries = list(listing)
        except OSError as error:
            self._report(directory.shown.rstrip("/") or ".", error)
            return []
        directory = self._with_own_gitignore(directory, {entry.name for entry in entries})
        below = []
        for entry in entries:
            name = entry.name
            if entry.is_dir(follow_symlinks=False):
                if not directory.leaves_out_directory(name):
                    below.append(directory.below(name, f"{directory.real}{name}/"))
            elif entry.is_symlink():
                self._links.append((directory, name))
            elif self._wants(directory, name) and entry.is_file():
                self._list(directory.shown + name, directory.real + name, entry.stat)
        return below

    def _with_own_gitignore(self, directory: _Place, names: set[str]) -> _Place:
        if not self.respect_gitignore:
            return directory
        # A repository of its own (a submodule, a clone) has its own rules only.
        ignore = () if ".git" in names else directory.ignore
        if ".gitignore" in names:
            patterns = self._gitignore(f"{directory.shown}.gitignore")
            if patterns is not None:
                ignore = (*ignore, _Scope(patterns, ""))
        return directory._replace(ignore=ignore)

    def follow_links(self) -> None:
        """Read what symbolic links lead to, if nothing else led there."""
        while self._links:
            links, self._links = sorted(self._links, key=lambda link: link[0].shown + link[1]), []
            for directory, name in links:
                self._follow(directory, name)

    def _follow(self, directory: _Place, name: str) -> None:
        link = directory.shown + name
        target = Path(_real(link))
        if target.is_dir():
            if not directory.leaves_out_directory(name):
                self._read_below(directory.below(name, _joinable(target.as_posix())))
        elif target.is_file() and self._wants(directory, name):
            self._list(link, target.as_posix(), target.stat)

    def _wants(self, directory: _Place, name: str) -> bool:
        allowed = self.include.allows(directory.exclude.prefix, name)
        return allowed and not directory.leaves_out_file(name)

    def _list(self, shown: str, real: str, status: Callable[[], os.stat_result]) -> None:
        if real in self._seen:
            return
        self._seen.add(real)
        kind = _KINDS.get(shown[shown.rfind(".") :], "python")
        try:
            self.found.files.append(FoundFile(shown, kind, status()))
        except OSError as error:
            self._report(shown, error)

    def _report(self, path: str, error: OSError) -> None:
        self.found.errors.append(FileError(path, f"cannot be read: {error.strerror or error}"))


def _real(path: str) -> str:
    """The path without links, with forward slashes on every system."""
    return os.path.realpath(path).replace(os.sep, "/")


def _joinable(directory: str) -> str:
    return directory if directory.endswith("/") else f"{directory}/"


def _relative(path: str, above: str) -> str | None:
    """``path`` from ``above``, with forward slashes; None if it does not lie there."""
    if path == above:
        return ""
    return path[len(_joinable(above)) :] if path.startswith(_joinable(above)) else None
