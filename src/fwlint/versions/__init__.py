"""Which versions of the frameworks a project runs with, and which checks are true of them."""

from fwlint.versions.effective import (
    TargetVersion,
    TargetVersions,
    applies,
    target_versions,
    version_error,
)
from fwlint.versions.manifests import manifest_files

__all__ = [
    "TargetVersion",
    "TargetVersions",
    "applies",
    "manifest_files",
    "target_versions",
    "version_error",
]
