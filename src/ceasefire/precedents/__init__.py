"""What happened before? Past missions and ceasefires, and how long they held."""
