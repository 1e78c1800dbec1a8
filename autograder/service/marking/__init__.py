"""What is graded by people: answers in words, and questions about a grade."""
