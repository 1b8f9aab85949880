"""``python -m fwlint``."""

from fwlint.cli import main

main(prog_name="fwlint")
