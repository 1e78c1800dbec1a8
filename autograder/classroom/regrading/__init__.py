"""An exercise has changed: its class is graded aside, one looks at whose points move, and applies
it."""
