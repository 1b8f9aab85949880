"""TensorFlow 1: names that TensorFlow 2 has dropped or renamed, and aliases on their way out."""
