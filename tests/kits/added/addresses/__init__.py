"""A kit for a small class: addresses of the internet, which stay on the student side."""
