"""The messages between the trusted side and the student side, and the data that they carry.

Both sides import this package; it imports nothing of ours. What arrives is decoded by a strict
schema into frozen records: nothing is unpickled, and no live object is ever rebuilt.
"""
