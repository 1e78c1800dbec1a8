"""Texts that need a translation become message catalogues."""
