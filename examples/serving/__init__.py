"""The models in production."""
