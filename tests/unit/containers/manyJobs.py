"""The image's `train` on many job folders, forked from one process that has imported everything: for each a log and an exit code."""
import importlib
import os
import sys

containers, *folders = sys.argv[1:]
sys.path.insert(0, containers)
from sagemaker_xgboost import train  # noqa: F401  what a job imports
from toolkit import job, trainer

for folder in folders:
    child = os.fork()
    if child == 0:
        os.environ["SAGEMAKER_BASE_DIR"] = folder
        importlib.reload(job)
        os.chdir(folder)
        log = os.open(os.path.join(folder, "log"), os.O_WRONLY | os.O_CREAT)
        os.dup2(log, 1)
        os.dup2(log, 2)
        try:
            trainer.main()
        except SystemExit as end:
            sys.stdout.flush()
            os._exit(end.code or 0)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    with open(os.path.join(folder, "exit"), "w") as file:
        file.write(str(os.waitstatus_to_exitcode(status)))
