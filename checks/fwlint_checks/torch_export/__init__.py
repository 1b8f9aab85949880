"""Rules for ``torch.export`` and what builds on it."""
