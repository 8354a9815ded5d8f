"""Which raw rows deserve decoding: literals that Hyperscan finds, and what confirms a hit."""
