"""Selectable inference: SAGEMAKER_INFERENCE_OUTPUT names what each answer holds, in that order."""
import json
import math

NAN = float("nan")
_LABELLED = ("predicted_label", "labels", "raw_score", "raw_scores")
_PROBABLE = ("predicted_label", "labels", "probability", "probabilities", "raw_score", "raw_scores")
VALID = {
    "reg:squarederror": ("predicted_score",),
    "reg:logistic": ("predicted_score",),
    "reg:gamma": ("predicted_score",),
    "reg:tweedie": ("predicted_score",),
    "binary:logistic": _PROBABLE,
    "binary:logitraw": _LABELLED,
    "binary:hinge": _LABELLED,
    "multi:softmax": _LABELLED,
    "multi:softprob": _PROBABLE,
}


def keys(setting):
    return setting.replace(" ", "").lower().split(",")


def _label(objective, value):
    if objective == "binary:logistic":
        return int(value > 0.5)
    if objective == "binary:logitraw":
        return int(value > 0)
    return value.index(max(value)) if objective == "multi:softprob" else value


def _one(key, objective, classes, value):
    if key not in VALID[objective]:
        return NAN
    if key == "predicted_score":
        return value
    if key == "predicted_label":
        return _label(objective, value)
    if key == "labels":
        return [0, 1] if objective.startswith("binary:") else list(range(classes))
    if objective == "multi:softprob":
        return value if key.endswith("s") and key != "predicted_label" else max(value)
    return [1.0 - value, value] if key in ("probabilities", "raw_scores") else value


def select(predictions, wanted, objective, classes):
    """One object per row. Raises ValueError for an objective without selectable output."""
    if objective not in VALID:
        raise ValueError("Objective `%s` unsupported for selectable inference predictions." % objective)
    return [{key: _one(key, objective, classes, value) for key in wanted} for value in predictions]


def _cell(value):
    return '"%s"' % value if isinstance(value, list) else "nan" if isinstance(value, float) and math.isnan(value) else str(value)


def encode(rows, wanted, accept, batch):
    """Raises ValueError for an accept type that has no encoding here."""
    if accept == "application/json":
        return json.dumps({"predictions": rows})
    if accept == "application/jsonlines":
        return "".join(json.dumps(row) + "\n" for row in rows)
    if accept == "text/csv":
        return "\n".join(",".join(_cell(row[key]) for key in wanted) for row in rows) + ("\n" if batch else "")
    raise ValueError("Cannot encode selected predictions into accept type '%s'." % accept)
