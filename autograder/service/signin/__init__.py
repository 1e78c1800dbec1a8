"""Ways to sign in: a personal link; later a JupyterHub, and an LMS."""
