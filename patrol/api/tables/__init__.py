"""Lists as tables: columns described once, for the screen and for the workbook; sorted and cut on the server."""
