"""What every page and request needs: who asks, what they may, what is refused, how it looks."""
