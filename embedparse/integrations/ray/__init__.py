"""`--engine ray`: an archive cut into shards that Ray Data maps over the workers of a cluster."""
