"""Pages made from the declarations: `python -m dangvu.config.docs` writes them, `--check` fails when one is stale."""
