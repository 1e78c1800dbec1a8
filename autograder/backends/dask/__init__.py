"""Grade on a Dask cluster: the same jobs as in the local pool, on other machines."""
