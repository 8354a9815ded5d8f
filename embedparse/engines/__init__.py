"""embedparse inside engines that others built: Ray Data, datatrove, Spark. One module each, few lines."""
