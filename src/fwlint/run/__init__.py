"""The pipeline: from paths to a report."""
