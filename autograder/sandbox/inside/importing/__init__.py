"""What becomes of the imports in a student's code."""
