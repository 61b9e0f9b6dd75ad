"""Entry point of every container process: `run.py train` or `run.py serve`, as the images' own commands.

The process leads its own group and ends, with everything it started, when the server that started it is gone (see toolkit.lifeline).
"""
import os
import sys

from toolkit import lifeline


def main():
    lifeline.hold()
    os.dup2(1, 2)  # one stream, so that the log keeps the order in which lines were written
    os.chdir(os.environ["SAGEMAKER_BASE_DIR"])
    if sys.argv[1] == "train":
        from toolkit import trainer

        trainer.main()
    else:
        from toolkit import server

        server.main()


if __name__ == "__main__":
    main()
