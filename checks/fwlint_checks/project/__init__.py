"""FWQ: the project and its settings."""
