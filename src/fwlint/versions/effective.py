"""One version per framework: the one that decides which checks are true.

A range with an upper bound stands for the newest release below the bound. Which release that
is, is not known here, so it is written with ``999`` for "the newest there is": ``<2.5`` is
``2.4.999``, which compares rightly with every specifier that a check may have.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct, field

from fwlint.versions.requirement import Wanted

if TYPE_CHECKING:
    from packaging.specifiers import Specifier, SpecifierSet

    from fwlint.config.settings import Config

_NEWEST = 999
_BUNDLED_KERAS = (2, 16)
"""Before this version, TensorFlow brought the Keras of its own minor version."""


class TargetVersion(Struct, frozen=True):
    """A version as PEP 440 writes it, and what made it so, for people."""

    version: str
    source: str

    @property
    def label(self) -> str:
        """The version for people: ``2.4.x`` for the newest 2.4."""
        known, newest, _ = self.version.partition(f".{_NEWEST}")
        return f"{known}.x" if newest else known


class TargetVersions(Struct):
    """The version of each framework, and remarks on manifests that could not be read."""

    versions: dict[str, TargetVersion] = field(default_factory=dict)
    notices: list[str] = field(default_factory=list)


def target_versions(config: Config) -> TargetVersions:
    """The versions that the project of ``config`` runs with.

    What the command line or the configuration says; else the first manifest that pins or locks
    the framework (the newest of several pins in one, for they differ by platform); else the
    first that bounds it from above; else the newest version fwlint was measured with.
    """
    from fwlint.versions.manifests import read_manifests

    reading = read_manifests(config.root)
    result = TargetVersions(notices=list(reading.notices))
    measured = _measured()
    for framework in sorted(measured, key="keras".__eq__):  # after TensorFlow, which may bring it
        newest = measured[framework]
        wanted = [item for item in reading.wanted if item.framework == framework]
        chosen = _configured(config, framework) or _chosen(wanted, newest, result.notices)
        if chosen is None and framework == "keras" and not wanted:
            chosen = _bundled_keras(result.versions.get("tensorflow"))
        result.versions[framework] = chosen or TargetVersion(newest, "newest version known")
    return result


def applies(ranges: Mapping[str, str], targets: TargetVersions) -> bool:
    """Whether a check that is true in ``ranges`` (``Check.versions``) is true of ``targets``.

    A framework whose version is not known does not speak against the check.
    """
    return all(
        framework not in targets.versions
        or _contains(specifier, targets.versions[framework].version)
        for framework, specifier in ranges.items()
    )


def version_error(framework: str, version: str) -> str | None:
    """What is wrong with ``framework = version`` as a user wrote it; None when it is right."""
    from packaging.version import InvalidVersion, Version

    known = _measured()
    if framework not in known:
        return f"unknown framework `{framework}`; known are {', '.join(known)}"
    try:
        Version(version)
    except InvalidVersion:
        return f"`{version}` is not a version of {framework}; write it like `{known[framework]}`"
    return None


def _configured(config: Config, framework: str) -> TargetVersion | None:
    version = config.framework_versions.get(framework)
    if version is None:
        return None
    source = config.sources.get("framework-versions", "configuration")
    return TargetVersion(version, config.sources.get(f"framework-versions.{framework}", source))


def _chosen(wanted: Sequence[Wanted], newest: str, notices: list[str]) -> TargetVersion | None:
    """What the manifests decide, the most believable first; None when they leave it open."""
    from packaging.specifiers import InvalidSpecifier, SpecifierSet

    asked: list[tuple[Wanted, SpecifierSet]] = []
    for item in wanted:
        try:
            asked.append((item, SpecifierSet(item.specifier)))
        except InvalidSpecifier:
            notices.append(f"{item.place}: {item.specifier!r} is not a version specifier")
    return _pinned(asked) or _bounded(asked, newest)


def _pinned(asked: Sequence[tuple[Wanted, SpecifierSet]]) -> TargetVersion | None:
    from packaging.version import Version

    pins = [(item, pin) for item, specifiers in asked for pin in map(_pin, specifiers) if pin]
    if not pins:
        return None
    manifest = _manifest(pins[0][0])
    item, version = max(
        ((item, pin) for item, pin in pins if _manifest(item) == manifest),
        key=lambda choice: Version(choice[1]),
    )
    return TargetVersion(version, item.source)


def _manifest(item: Wanted) -> str:
    """The file, without the line."""
    return item.place.partition(":")[0]


def _pin(specifier: Specifier) -> str | None:
    """The version that ``==`` or ``===`` names, without a local part such as ``+cpu``."""
    from packaging.version import InvalidVersion, Version

    if specifier.operator not in ("==", "===") or specifier.version.endswith(".*"):
        return None
    try:
        return Version(specifier.version).public
    except InvalidVersion:  # `===` takes any text
        return None


def _bounded(asked: Sequence[tuple[Wanted, SpecifierSet]], newest: str) -> TargetVersion | None:
    from packaging.version import Version

    for item, specifiers in asked:
        bounds = [Version(bound) for bound in map(_upper_bound, specifiers) if bound]
        if bounds and min(bounds) < Version(newest):
            return TargetVersion(str(min(bounds)), item.source)
    return None


def _upper_bound(specifier: Specifier) -> str | None:
    """The newest version that ``specifier`` allows; None when it has no upper end."""
    from packaging.version import Version

    if specifier.operator == "==":  # `==2.4.*`; pins were taken before
        return _newest_of(Version(specifier.version.removesuffix(".*")).release)
    release = Version(specifier.version).release if specifier.operator[0] in "<~" else ()
    if specifier.operator == "<=":
        return specifier.version
    if specifier.operator == "~=":
        return _newest_of(release[:-1])
    if specifier.operator == "<":
        significant = [*release]
        while significant and significant[-1] == 0:
            significant.pop()
        return _newest_of((*significant[:-1], significant[-1] - 1)) if significant else None
    return None


def _newest_of(series: Sequence[int]) -> str:
    """``2.4.999`` for the series 2.4."""
    return ".".join(map(str, [*series, *[_NEWEST] * (3 - len(series))]))


def _bundled_keras(tensorflow: TargetVersion | None) -> TargetVersion | None:
    from packaging.version import Version

    if tensorflow is None or Version(tensorflow.version).release[:2] >= _BUNDLED_KERAS:
        return None
    major, minor = Version(tensorflow.version).release[:2]
    return TargetVersion(
        _newest_of((major, minor) if major == 2 else (2, 3)), f"with {tensorflow.source}"
    )


@lru_cache(maxsize=1024)
def _contains(specifier: str, version: str) -> bool:
    from packaging.specifiers import SpecifierSet

    return SpecifierSet(specifier).contains(version, prereleases=True)


def _measured() -> Mapping[str, str]:
    """The newest version of each framework that fwlint's tables and checks were measured on."""
    from fwlint.frameworks import MEASURED_VERSIONS

    return MEASURED_VERSIONS
