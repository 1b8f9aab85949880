"""fwlint: deployment blockers, dead APIs and migrations in TensorFlow, Keras and PyTorch code."""

__version__ = "0.1.0"
