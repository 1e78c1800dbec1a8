"""The course in a learning platform (Canvas, Moodle and the like), by LTI 1.3 and its services."""
