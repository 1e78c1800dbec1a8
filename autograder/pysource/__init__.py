"""Tools on Python source: parse it, find its names, translate its texts."""
