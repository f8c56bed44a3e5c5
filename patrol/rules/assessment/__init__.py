"""Assessment 考核: what is measured, how a figure becomes points, and who stands where. Pure policy over figures."""
