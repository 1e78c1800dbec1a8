"""What students really send: archives and folders read within bounds, whose file it is, and which
of several is kept. Nothing is run, no link is followed, and no path leads out of its folder."""
