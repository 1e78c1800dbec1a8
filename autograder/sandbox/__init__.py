"""The student side: a warm process that forks a child for each submission.

`launch` (trusted) starts the warm process by a fresh exec and asks it for children; `inside` is
the code that runs beside the student's. The two share only `autograder.wire`.
"""
