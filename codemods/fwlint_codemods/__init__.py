"""fwlint's own codemods: whole-file and whole-project rewrites, each with its verification."""
