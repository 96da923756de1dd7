"""One file a page; the server runs them as scripts."""
