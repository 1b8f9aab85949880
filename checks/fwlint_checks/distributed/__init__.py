"""Training and serving on several processes."""
