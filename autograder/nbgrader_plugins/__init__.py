"""What nbgrader_config.py plugs into nbgrader, so that its commands use this engine."""
