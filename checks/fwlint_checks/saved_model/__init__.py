"""SavedModel and TensorFlow Serving."""
