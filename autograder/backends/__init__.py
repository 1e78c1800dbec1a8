"""Other machines that grade for this one: a Dask cluster."""
