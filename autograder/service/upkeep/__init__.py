"""Backups, what is kept of one person, links and more time: at the terminal, without the web."""
