"""What runs inside the process of a Python function. The name is private: it never hides a module of the user."""
