"""What a library adds at the border between a student's code and the checks: a folder for each.

The student side gets a copy of this file, of `inside` and of each kit's own `inside`; nothing else.
"""
