"""Prove that the checks of an exercise are right, with answers whose verdict is known."""
