"""Measurements: `./dangvu bench [NAME …] [--quick] [--list]`, one JSON object a line.

Every figure stands beside a floor: the same work done raw, in the same run on the same machine. The ratio travels
between machines, the value does not. Nothing here fails a build.
"""
