"""Serving with the user's functions: model_fn, input_fn, predict_fn, output_fn, or transform_fn instead of the last three.

SAGEMAKER_PROGRAM names the file, SAGEMAKER_SUBMIT_DIRECTORY its folder (`/opt/ml/model/code` when it travels in the model).
"""
import importlib
import inspect
import json
import os
import sys

from toolkit import job, log

ANY = "*/*"


class UnsupportedFormatError(Exception):
    def __init__(self, content_type):
        super().__init__(
            "Content type %s is not supported by this framework.\n\n"
            "Please implement input_fn to to deserialize the request data or an output_fn to\n"
            "serialize the response. For more information, see the SageMaker Python SDK README." % content_type
        )


def _default_model_fn(_model_dir):
    raise NotImplementedError("Please provide a model_fn implementation.\nSee documentation for model_fn at https://github.com/aws/sagemaker-python-sdk")


def _default_input_fn(data, content_type):
    from sagemaker_xgboost import decode

    kind = (content_type or "").split(";")[0].strip()
    if kind == "text/csv":
        return decode.csv(data)
    if kind in ("text/libsvm", "text/x-libsvm"):
        return decode.libsvm(data)
    raise UnsupportedFormatError(content_type)


def _default_predict_fn(data, model):
    return model.predict(data, validate_features=False)


def _default_output_fn(prediction, accept):
    values = prediction.tolist() if hasattr(prediction, "tolist") else prediction
    if accept == "application/json":
        return json.dumps(values)
    if accept == "text/csv":
        return "".join(",".join(map(str, row if isinstance(row, list) else [row])) + "\n" for row in values)
    raise UnsupportedFormatError(accept)


def _import():
    folder = job.on_disk(os.environ.get("SAGEMAKER_SUBMIT_DIRECTORY") or os.path.join(job.MODEL, "code"))
    if folder.startswith("s3://"):
        folder = job.CODE  # the platform has unpacked it
    sys.path.insert(0, folder)
    return importlib.import_module(os.environ["SAGEMAKER_PROGRAM"].removesuffix(".py"))


def _call(function, *arguments):
    """Some handlers take the context as a further argument."""
    return function(*arguments, *([None] if len(inspect.signature(function).parameters) > len(arguments) else []))


def load():
    """Imports the module, loads its model, and gives what answers a request."""
    module = _import()
    given = {name: getattr(module, name, None) for name in ("model_fn", "transform_fn", "input_fn", "predict_fn", "output_fn")}
    if given["transform_fn"] and (given["input_fn"] or given["predict_fn"] or given["output_fn"]):
        raise ValueError(
            "Cannot use transform_fn implementation in conjunction with input_fn, predict_fn, and/or output_fn implementation"
        )
    model = _call(given["model_fn"] or _default_model_fn, job.MODEL)
    default_accept = os.environ.get("SAGEMAKER_DEFAULT_INVOCATIONS_ACCEPT", "application/json")

    def transform(model, data, content_type, accept):
        value = _call(given["input_fn"] or _default_input_fn, data, content_type)
        value = _call(given["predict_fn"] or _default_predict_fn, value, model)
        return _call(given["output_fn"] or _default_output_fn, value, accept)

    chosen = given["transform_fn"] or transform
    log.info("Loaded %s with %s" % (module.__name__, sorted(name for name, function in given.items() if function)))

    def answer(body, content_type, accept):
        accept = default_accept if not accept or accept == ANY else accept
        result = _call(chosen, model, body, content_type, accept)
        body, answered = result if isinstance(result, tuple) else (result, accept)
        return body if isinstance(body, (bytes, bytearray)) else str(body), answered

    return answer
