"""Mixed precision and quantization."""
