"""Grade on a Dask cluster: the same submissions as with an engine here, on other machines."""
