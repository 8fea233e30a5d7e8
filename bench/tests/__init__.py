"""What the driver of comparisons does with engines whose times are known before."""
