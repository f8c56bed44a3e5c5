"""What the API takes in and gives out."""
