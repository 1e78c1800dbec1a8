"""What a kit does beside a student's code. All that it says there is a claim."""
