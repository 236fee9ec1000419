"""The runtime of a Python function, started as a program of its own: everything it needs is in the environment."""
import os
import sys

sys.path[0] = os.path.abspath(sys.path[0])


def main():
    from _orrery import loop
    sys.argv[:] = ["/var/runtime/bootstrap.py"]
    loop.run()


if __name__ == "__main__":
    main()
