"""The JSON API: one file a resource, the wire's shapes in `schemas/`."""
