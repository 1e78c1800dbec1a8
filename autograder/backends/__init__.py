"""Other machines that grade for this one."""
