"""ODK Collect as a second client: the OpenRosa protocol on the way in, an ordinary patrol on the way on."""
