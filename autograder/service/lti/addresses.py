"""The addresses that learning platforms are told, below that of the service."""

from __future__ import annotations

LOGIN = "/lti/login"  # somebody is announced
LAUNCH = "/lti/launch"  # and sent
KEYS = "/lti/keys"  # our public keys
CHOOSE = "/lti/choose"  # a teacher chooses exercises there
