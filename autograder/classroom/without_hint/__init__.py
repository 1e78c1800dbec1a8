"""Wrong answers that no hint explains: gathered by what they do, shown, and made known mistakes."""
