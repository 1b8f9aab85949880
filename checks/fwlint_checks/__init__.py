"""fwlint's own checks: one file each, in a folder per family.

A file ``<family>/<rule_name>.py`` holds one ``Check``. The folders are read once, on the first
scan; a third party's package does the same behind its own ``fwlint.checks`` entry point.
"""
