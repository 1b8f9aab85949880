"""Recommendation of products."""
