"""The keys of the configuration, and the configuration of one run."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple, get_args

from msgspec import Meta, Struct

from fwlint.findings import Severity
from fwlint.targets import TARGETS, Target

OutputFormat = Literal["full", "concise", "json", "github", "gitlab", "junit", "markdown", "sarif"]
OUTPUT_FORMATS: tuple[str, ...] = get_args(OutputFormat)
SEVERITIES: tuple[str, ...] = get_args(Severity)

DEFAULT_EXCLUDE = (
    ".bzr",
    ".direnv",
    ".eggs",
    ".fwlint_cache",
    ".git",
    ".hg",
    ".ipynb_checkpoints",
    ".mypy_cache",
    ".nox",
    ".pytest_cache",
    ".ruff_cache",
    ".svn",
    ".tox",
    ".venv",
    ".vscode",
    "__pycache__",
    "__pypackages__",
    "_build",
    "buck-out",
    "build",
    "dist",
    "node_modules",
    "site-packages",
    "venv",
)
DEFAULT_INCLUDE = ("*.py", "*.pyi", "*.pyw", "*.ipynb", "*.md", "*.markdown")
CACHE_DIRECTORY = ".fwlint_cache"
BASELINE_FILE = ".fwlint-baseline.json"

_SELECTORS = "a list of codes, prefixes or names of rules"
_PATTERNS = "a list of patterns, as in .gitignore"
_FLAG = "true or false"
_Positive = Annotated[int, Meta(ge=1)]


def _key(title: str, description: str, example: object) -> Meta:
    """``title`` says what values look like; ``example`` is one that is valid."""
    return Meta(title=title, description=description, examples=[example])


class Options(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename="kebab"):
    """What a configuration file may say, with the values that count where it does not."""

    select: Annotated[
        tuple[str, ...] | None,
        _key(
            _SELECTORS,
            "The rules that are on. By default all but those of class 4 (advice). "
            "`ALL` means every rule, `FW?2` every rule of class 2.",
            ["FWO", "FW?2"],
        ),
    ] = None
    ignore: Annotated[
        tuple[str, ...],
        _key(
            _SELECTORS,
            "The rules that are off. A more specific selector wins over a less specific one; "
            "between equals, `ignore` wins.",
            ["FWO203", "unseeded-shuffle"],
        ),
    ] = ()
    extend_select: Annotated[
        tuple[str, ...],
        _key(_SELECTORS, "Rules that are on besides those of `select`.", ["FW?4"]),
    ] = ()
    targets: Annotated[
        tuple[Target, ...],
        _key(
            f"a list of targets ({', '.join(TARGETS)})",
            "Where the models are to run. Only rules that matter there are on. "
            "By default all targets.",
            ["onnx", "tflite"],
        ),
    ] = ()
    severity: Annotated[
        tuple[Severity, ...],
        _key(
            f"a list of severities ({', '.join(SEVERITIES)})",
            "Only rules of these severities are on. By default all.",
            ["error"],
        ),
    ] = ()
    per_file_ignores: Annotated[
        dict[str, tuple[str, ...]],
        _key(
            "a table from a pattern of paths to a list of codes, prefixes or names of rules",
            "Rules that are off in some files. Patterns are those of .gitignore, from the "
            "directory of the configuration; a `!` before one means all other files.",
            {"tests/": ["FWP"]},
        ),
    ] = {}
    exclude: Annotated[
        tuple[str, ...],
        _key(_PATTERNS, "Files and directories that are left out.", ["third_party/"]),
    ] = DEFAULT_EXCLUDE
    extend_exclude: Annotated[
        tuple[str, ...],
        _key(_PATTERNS, "Files and directories left out besides `exclude`.", ["legacy/"]),
    ] = ()
    include: Annotated[
        tuple[str, ...],
        _key(_PATTERNS, "Files that are scanned in directories.", ["*.py", "*.ipynb"]),
    ] = DEFAULT_INCLUDE
    respect_gitignore: Annotated[
        bool, _key(_FLAG, "Whether files that git ignores are left out.", False)
    ] = True
    force_exclude: Annotated[
        bool,
        _key(_FLAG, "Whether `exclude` also counts for files named on the command line.", True),
    ] = False
    baseline: Annotated[
        str | None,
        _key(
            "a path of a file, from that of the configuration",
            "Findings that are in this file, which `fwlint scan --write-baseline` writes, "
            "are not shown.",
            BASELINE_FILE,
        ),
    ] = None
    framework_versions: Annotated[
        dict[str, str],
        _key(
            "a table from a framework to a version in quotes",
            "The versions the project runs with. By default they are read from its lock files "
            "and requirements. `target-versions` is another name of this key.",
            {"torch": "2.6"},
        ),
    ] = {}
    output_format: Annotated[
        OutputFormat,
        _key(f"one of {', '.join(OUTPUT_FORMATS)}", "How findings are printed.", "concise"),
    ] = "full"
    fix: Annotated[bool, _key(_FLAG, "Whether safe fixes are made.", True)] = False
    unsafe_fixes: Annotated[
        bool, _key(_FLAG, "Whether fixes that need a look are offered and made too.", True)
    ] = False
    cache_dir: Annotated[
        str | None,
        _key(
            "a path of a directory, from that of the configuration",
            f"Where results are kept between runs. By default `{CACHE_DIRECTORY}`.",
            "~/.cache/fwlint",
        ),
    ] = None
    max_file_size: Annotated[
        _Positive,
        _key(
            "a positive number of kilobytes",
            "Larger files are left out (1 kB = 1000 bytes).",
            5000,
        ),
    ] = 1000
    jobs: Annotated[
        _Positive | None,
        _key(
            "a positive number of processes",
            "How many processes scan. By default as many as there are processors.",
            4,
        ),
    ] = None


class Selection(Struct, frozen=True):
    """One layer of choice of rules: that of the file, or that of the command line."""

    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()


class Config(Options, frozen=True, kw_only=True):
    """The configuration of one run.

    ``root`` is the directory of the configuration file; without one, that of the project.
    ``sources`` says of each key that was set where it was set. ``command_line`` is the choice
    of rules made there, which comes after the file's. ``use_cache`` is false with ``--no-cache``.
    """

    root: Path
    file: Path | None = None
    sources: Mapping[str, str] = {}
    command_line: Selection = Selection()
    use_cache: bool = True

    @property
    def selections(self) -> tuple[Selection, Selection]:
        """The layers of choice, in the order in which they apply."""
        return Selection(self.select, self.ignore, self.extend_select), self.command_line

    @property
    def excluded(self) -> tuple[str, ...]:
        """All patterns of what is left out."""
        return (*self.exclude, *self.extend_exclude)

    @property
    def baseline_file(self) -> Path:
        """Where the baseline is; where a first one would be written, if none is set."""
        return self.root / Path(self.baseline or BASELINE_FILE).expanduser()

    @property
    def cache_directory(self) -> Path:
        return self.root / Path(self.cache_dir or CACHE_DIRECTORY).expanduser()


class Key(NamedTuple):
    """What the configuration's handbook says of one key."""

    name: str
    expects: str
    description: str
    example: object
    default: object


def keys() -> dict[str, Key]:
    """All keys, by their name in the file, in the order of this file."""
    from typing import get_type_hints

    from msgspec.structs import fields

    hints: dict[str, Any] = get_type_hints(Options, include_extras=True)
    defaults = Options()
    result = {}
    for field in fields(Options):
        meta: Meta = hints[field.name].__metadata__[-1]
        result[field.encode_name] = Key(
            name=field.encode_name,
            expects=meta.title or "",
            description=meta.description or "",
            example=(meta.examples or [None])[0],
            default=getattr(defaults, field.name),
        )
    return result
