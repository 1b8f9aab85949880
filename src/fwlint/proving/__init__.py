"""The prover: it runs the examples of checks in the real frameworks.

Authors of checks use it as ``python -m fwlint.proving CODE``; tests call ``prove_example``.
"""
