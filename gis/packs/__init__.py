"""Layers as one file for work without a network: a PMTiles archive of a place, with a base map where there is one."""
