"""The table of stored files; what is done with them stands in `dangvu.kernel.files`."""
