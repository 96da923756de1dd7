"""What runs inside a peer's environment: these files import nothing of the product."""
