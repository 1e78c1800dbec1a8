"""What is asked of a JupyterHub: who the user behind a token is."""
