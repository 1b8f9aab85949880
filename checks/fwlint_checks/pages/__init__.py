"""Pages, notebooks and scripts that do not run as they stand.

These rules have no target, so they are off when ``--target`` is given; what does not parse is
then still told, as an error of the file.
"""
