"""What a teacher does, as functions: build a course, grade a class, check one file, look back.

The command line, nbgrader's commands and the public API call the same ones. They print nothing:
what a person should know comes back, or goes to a function that they are given.
"""
