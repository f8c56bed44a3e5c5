"""The GIS desk: the database as GIS programs see it, with its views, its sign-ins, its styles and its project."""
