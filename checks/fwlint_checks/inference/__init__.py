"""Models at inference time."""
