"""The service: students check questions and hand in at any moment, teachers watch.

It asks an engine and the rules of the course, and grades nothing itself. It needs the extra
`autograder[service]`; no other room imports it but the command line, for `autograder serve`.
"""
