"""The kernel boundary: everything that keeps a student's process away from the machine.

All of it is in this room. `supervisor` is the way in: it puts a process between the warm one and
the student's, which watches memory and passes on how the student's process ended.
"""
