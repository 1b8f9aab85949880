"""Classification of product photos."""
