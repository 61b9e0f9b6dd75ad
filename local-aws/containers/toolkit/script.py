"""Script mode: the user's program with its hyperparameters as arguments and the job as SM_ variables."""
import json
import os
import shlex
import subprocess
import sys

from toolkit import errors, job, log

# Hyperparameters that speak to the platform, not to the program.
RESERVED = (
    "sagemaker_program",
    "sagemaker_submit_directory",
    "sagemaker_container_log_level",
    "sagemaker_region",
    "sagemaker_job_name",
    "sagemaker_s3_output",
    "sagemaker_estimator_class_name",
    "sagemaker_estimator_module",
)


def _parsed(value):
    """Every hyperparameter is text; what parses as JSON is used as that."""
    try:
        return json.loads(value)
    except (TypeError, ValueError):
        return value


def program(hyperparameters):
    """The entry point's file name, or None in algorithm mode."""
    value = _parsed(hyperparameters.get("sagemaker_program", "null"))
    return value or os.environ.get("SAGEMAKER_PROGRAM")


def _text(value):
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def arguments(hyperparameters):
    """`--key value` in the order of the keys, `-k value` for a key of one letter."""
    words = []
    for key in sorted(hyperparameters):
        words.append(("-" if len(key) == 1 else "--") + key)
        value = hyperparameters[key]
        words.append(value if isinstance(value, str) else str(value) if not isinstance(value, (dict, list)) else _text(value))
    return words


def environment(hyperparameters, reserved, entry_point):
    """The SM_ variables, non-strings as compact JSON with sorted keys."""
    resources = job.read_config("resourceconfig.json")
    channels = job.read_config("inputdataconfig.json")
    directories = {name: os.path.join(job.DATA, name) for name in channels}
    values = {
        "hosts": resources.get("hosts", ["algo-1"]),
        "network_interface_name": resources.get("network_interface_name", "eth0"),
        "hps": hyperparameters,
        "user_entry_point": entry_point,
        "framework_params": reserved,
        "resource_config": resources,
        "input_data_config": channels,
        "output_data_dir": job.OUTPUT_DATA,
        "channels": sorted(channels),
        "current_host": resources.get("current_host", "algo-1"),
        "current_instance_type": resources.get("current_instance_type", "local"),
        "current_instance_group": resources.get("current_group_name", "homogeneousCluster"),
        "current_instance_group_hosts": resources.get("hosts", ["algo-1"]),
        "instance_groups": [group["instance_group_name"] for group in resources.get("instance_groups", [])],
        "instance_groups_dict": {group["instance_group_name"]: group for group in resources.get("instance_groups", [])},
        "is_hetero": False,
        "module_name": os.path.splitext(entry_point)[0],
        "log_level": reserved.get("sagemaker_container_log_level", 20),
        "framework_module": os.environ.get("SAGEMAKER_TRAINING_MODULE", ""),
        "input_dir": job.INPUT,
        "input_config_dir": job.CONFIG,
        "output_dir": job.OUTPUT,
        "num_cpus": os.cpu_count() or 1,
        "num_gpus": 0,
        "num_neurons": 0,
        "model_dir": job.MODEL,
        "module_dir": reserved.get("sagemaker_submit_directory", job.CODE),
        "output_intermediate_dir": os.path.join(job.OUTPUT, "intermediate"),
        "user_args": arguments(hyperparameters),
    }
    values["training_env"] = {
        "additional_framework_parameters": reserved,
        "channel_input_dirs": directories,
        "current_host": values["current_host"],
        "framework_module": values["framework_module"],
        "hosts": values["hosts"],
        "hyperparameters": hyperparameters,
        "input_config_dir": job.CONFIG,
        "input_data_config": channels,
        "input_dir": job.INPUT,
        "is_master": True,
        "job_name": os.environ.get("TRAINING_JOB_NAME", ""),
        "log_level": values["log_level"],
        "master_hostname": values["current_host"],
        "model_dir": job.MODEL,
        "module_dir": values["module_dir"],
        "module_name": values["module_name"],
        "network_interface_name": values["network_interface_name"],
        "num_cpus": values["num_cpus"],
        "num_gpus": 0,
        "output_data_dir": job.OUTPUT_DATA,
        "output_dir": job.OUTPUT,
        "output_intermediate_dir": values["output_intermediate_dir"],
        "resource_config": resources,
        "user_entry_point": entry_point,
    }
    for name, path in directories.items():
        values["channel_" + name] = path
    for name, value in hyperparameters.items():
        values["hp_" + name] = value
    return {"SM_" + name.upper(): _text(value) for name, value in values.items()}


def _command(entry_point, words):
    path = os.path.join(job.CODE, entry_point)
    if not os.path.exists(path):
        raise errors.UserError(
            "No module named %s: the entry point is not among %s" % (entry_point, sorted(os.listdir(job.CODE)))
        )
    if os.path.exists(os.path.join(job.CODE, "setup.py")):
        return [sys.executable, "-m", os.path.splitext(entry_point)[0]] + words
    if entry_point.endswith(".py"):
        return [sys.executable, entry_point] + words
    os.chmod(path, 0o755)
    return ["/bin/sh", "-c", " ".join(["./" + entry_point] + words)]


def run(hyperparameters):
    """Runs the program to its end. Raises ExecuteUserScriptError when it fails."""
    entry_point = program(hyperparameters)
    values = {key: _parsed(value) for key, value in hyperparameters.items()}
    reserved = {key: values.pop(key) for key in RESERVED if key in values}
    command = _command(entry_point, arguments(values))
    variables = environment(values, reserved, entry_point)
    log.info("Invoking script with the following command:\n\n%s\n" % " ".join(map(shlex.quote, command)))
    code = subprocess.call(
        command,
        cwd=job.CODE,
        stdin=subprocess.DEVNULL,
        env={**os.environ, **variables, "PYTHONPATH": os.pathsep.join([job.CODE, *filter(None, [os.environ.get("PYTHONPATH")])])},
    )
    if code:
        raise errors.ExecuteUserScriptError(" ".join(command), code)
