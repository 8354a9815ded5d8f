"""`embedparse serve`: a page to try it, on this machine alone. Extra `embedparse[serve]`."""
