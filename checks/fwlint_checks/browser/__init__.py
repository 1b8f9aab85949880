"""TensorFlow.js: models for the browser."""
