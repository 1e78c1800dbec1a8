"""The command line: thin, and each command imports only what it needs when it runs."""
