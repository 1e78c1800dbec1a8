"""What runs on the student side. It never holds a check, a reference or an answer."""
