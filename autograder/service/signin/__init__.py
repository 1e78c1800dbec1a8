"""Ways to sign in: a personal link, a JupyterHub; and who an identity from elsewhere is."""
