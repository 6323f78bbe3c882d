"""`python -m kutip` is `kutip`."""

from kutip.cli import main

if __name__ == "__main__":
    main()
