"""How fast the engine is, and what it needs. See docs/performance.md."""
