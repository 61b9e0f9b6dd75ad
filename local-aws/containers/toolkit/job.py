"""The job's folder, `/opt/ml` on AWS and SAGEMAKER_BASE_DIR wherever that points."""
import json
import os

BASE = os.environ.get("SAGEMAKER_BASE_DIR", "/opt/ml")
MODEL = os.path.join(BASE, "model")
CODE = os.path.join(BASE, "code")
OUTPUT = os.path.join(BASE, "output")
OUTPUT_DATA = os.path.join(OUTPUT, "data")
INPUT = os.path.join(BASE, "input")
CONFIG = os.path.join(INPUT, "config")
DATA = os.path.join(INPUT, "data")
SCRATCH = os.path.join(BASE, "tmp")


def on_disk(path):
    """A path as scripts and settings write it, below /opt/ml, in this job's folder."""
    return BASE + path[len("/opt/ml"):] if path == "/opt/ml" or path.startswith("/opt/ml/") else path


def read_config(name):
    """One of the JSON files of input/config, or an empty object where the platform wrote none."""
    path = os.path.join(CONFIG, name)
    if not os.path.exists(path):
        return {}
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def write_failure(message):
    """What becomes the job's FailureReason; a report that the script wrote itself is kept."""
    path = os.path.join(OUTPUT, "failure")
    if not os.path.exists(path):
        with open(path, "w", encoding="utf-8") as file:
            file.write(message)


def write_success():
    open(os.path.join(OUTPUT, "success"), "w").close()
