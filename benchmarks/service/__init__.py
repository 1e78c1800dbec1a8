"""The service under load: `python -m benchmarks.service`. See docs/scaling.md."""
