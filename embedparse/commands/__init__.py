"""The subcommands: one module each, found by discovery, one click command of the module's name."""
