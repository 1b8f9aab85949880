"""What a project's manifests ask of a framework, in one vocabulary."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from msgspec import Struct

_DISTRIBUTIONS = {
    "torch": "torch",
    "pytorch": "torch",
    "pytorch-cpu": "torch",
    "pytorch-gpu": "torch",
    "tensorflow": "tensorflow",
    "tensorflow-aarch64": "tensorflow",
    "tensorflow-cpu": "tensorflow",
    "tensorflow-cpu-aws": "tensorflow",
    "tensorflow-gpu": "tensorflow",
    "tensorflow-intel": "tensorflow",
    "tensorflow-macos": "tensorflow",
    "tensorflow-rocm": "tensorflow",
    "intel-tensorflow": "tensorflow",
    "tf-nightly": "tensorflow",
    "tf-nightly-cpu": "tensorflow",
    "tf-nightly-gpu": "tensorflow",
    "keras": "keras",
    "keras-nightly": "keras",
    "onnx": "onnx",
    "onnxruntime": "onnxruntime",
    "onnxruntime-gpu": "onnxruntime",
    "tf2onnx": "tf2onnx",
    "ai-edge-litert": "ai_edge_litert",
}
_NAME = re.compile(r"\s*([A-Za-z0-9][A-Za-z0-9._-]*)")


class Wanted(Struct, frozen=True):
    """What one line asks: ``specifier`` is PEP 440, empty when any version will do.

    ``locked`` says that the version was resolved, by a lock file. ``place`` names the file, and
    the line where it is known.
    """

    framework: str
    specifier: str
    place: str
    locked: bool = False

    @property
    def source(self) -> str:
        return f"{self.place}: {self.framework}{self.specifier}"


class Reading(Struct, frozen=True):
    """What was read from the manifests, and remarks on what could not be."""

    wanted: list[Wanted]
    notices: list[str]


def framework_of(distribution: str) -> str | None:
    """The framework that a distribution of this name brings, if it brings one."""
    return _DISTRIBUTIONS.get(re.sub(r"[-_.]+", "-", distribution).lower())


def named_framework(line: str) -> str | None:
    """The framework that a requirement names, found without parsing the requirement."""
    name = _NAME.match(line)
    return framework_of(name[1]) if name else None


def read_requirements(lines: Iterable[tuple[str, str]]) -> Iterator[Wanted | str]:
    """What requirements, as PEP 508 writes them, ask of the frameworks.

    ``lines`` are pairs of a place and a requirement. A string is a notice.
    """
    for place, line in lines:
        framework = named_framework(line)
        if framework is None:
            continue
        from packaging.requirements import InvalidRequirement, Requirement

        try:
            requirement = Requirement(line)
        except InvalidRequirement as error:
            yield f"{place}: cannot read the requirement {line.strip()!r}: {_first_line(error)}"
            continue
        yield Wanted(framework, str(requirement.specifier), place)


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0]
