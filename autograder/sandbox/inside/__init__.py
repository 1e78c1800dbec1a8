"""What runs a student's code, and keeps it in. It never holds a check, a reference or an answer."""
