"""The handbooks 手册 of docs/handbooks as pages that a browser reads and prints."""
