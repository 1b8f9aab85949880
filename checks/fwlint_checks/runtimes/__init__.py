"""Rules for the runtimes that run exported models."""
