"""The chat: pages, and what they share."""
