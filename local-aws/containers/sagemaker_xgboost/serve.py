"""Answers of the built-in model server in algorithm mode."""
import json
import os

import numpy
import xgboost

from sagemaker_xgboost import decode, selectable
from toolkit import log
from toolkit.server import Answer

CONTENT_TYPES = "csv, libsvm, parquet, recordio-protobuf, text/csv, text/libsvm, text/x-libsvm, application/x-parquet, application/x-recordio-protobuf."
ACCEPTS = ["application/json", "application/jsonlines", "application/x-recordio-protobuf", "text/csv"]
# Formats that the image reads through libraries which are not in the laptop's environment.
UNREAD = ("parquet", "application/x-parquet", "recordio-protobuf", "application/x-recordio-protobuf")


def boosters(folder):
    """Every file that is not hidden is one model of the ensemble; SAGEMAKER_INFERENCE_ENSEMBLE=false takes the first."""
    names = sorted(name for name in os.listdir(folder) if os.path.isfile(os.path.join(folder, name)) and not name.startswith("."))
    if os.environ.get("SAGEMAKER_INFERENCE_ENSEMBLE", "true").lower() == "false":
        names = names[:1]
    if not names:
        raise RuntimeError("No model file in %s" % folder)
    loaded = []
    for name in names:
        path = os.path.join(folder, name)
        log.info("Loading the model from %s" % path)
        booster = xgboost.Booster()
        try:
            booster.load_model(bytearray(open(path, "rb").read()))
        except xgboost.core.XGBoostError as error:
            raise RuntimeError("Model at %s cannot be loaded:\n%s" % (path, error))
        booster.set_param({"nthread": 1})
        loaded.append(booster)
    return loaded


def _read(body, content_type):
    """The request's matrix. Raises Answer 415."""
    kind = (content_type or "text/libsvm").lower().split(";")[0].strip()
    try:
        if kind in ("csv", "text/csv"):
            name = "csv"
            return decode.csv(body)
        if kind in ("libsvm", "text/libsvm", "text/x-libsvm"):
            name = "libsvm"
            return decode.libsvm(body, one_based=xgboost.__version__ >= "3.2")
    except Exception as error:
        raise Answer(415, "Loading %s data failed with Exception, please ensure data is in %s format:\n %s\n %s" % (name, name, type(error), error))
    if kind in UNREAD:
        raise Answer(415, "Content-type %s is not supported." % content_type)
    raise Answer(415, "%s is not an accepted ContentType: %s" % (content_type, CONTENT_TYPES))


def _accept(header):
    """Raises Answer 406."""
    accept = (header or "").split(";")[0].strip()
    if not accept or accept == "*/*":
        return os.environ.get("SAGEMAKER_DEFAULT_INVOCATIONS_ACCEPT", "text/csv")
    if accept.lower() not in ACCEPTS:
        raise Answer(406, "Accept type %s is not supported. Please use supported accept types: %s." % (accept, ACCEPTS))
    return accept.lower()


def load(folder):
    """Loads the models and gives what answers a request: body, content type, accept → body, content type."""
    models = boosters(folder)
    batch = bool(os.environ.get("SAGEMAKER_BATCH"))
    setting = os.environ.get("SAGEMAKER_INFERENCE_OUTPUT")
    learner = json.loads(models[0].save_config())["learner"]
    objective, classes = learner["objective"]["name"], int(learner["learner_model_param"].get("num_class") or 0)

    def predict(matrix):
        answers = [model.predict(matrix, validate_features=False) for model in models]
        return answers[0] if len(answers) == 1 else numpy.mean(answers, axis=0)

    def answer(body, content_type, accept):
        if not body:
            raise Answer(204)
        matrix = _read(body, content_type)
        try:
            values = predict(matrix).tolist()
        except Exception as error:
            raise Answer(400, "Unable to evaluate payload provided: %s" % error)
        if setting is not None:
            accept = _accept(accept)
            wanted = selectable.keys(setting)
            return selectable.encode(selectable.select(values, wanted, objective, classes), wanted, accept, batch), accept
        if not batch:
            accept = _accept(accept)
            if accept == "application/json":
                return json.dumps({"predictions": [{"score": value} for value in values]}), accept
            if accept != "text/csv":
                raise Answer(500, "Cannot encode predictions into accept type '%s' without selectable inference." % accept)
        return "\n".join(map(str, values)) + "\n", "text/csv; charset=utf-8"

    return answer
