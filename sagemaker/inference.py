"""Scores and, on demand, the reasons behind them: travels in a model's `code/` folder beside `xgboost-model`.

Served by the SageMaker XGBoost image with SAGEMAKER_PROGRAM=inference.py and SAGEMAKER_SUBMIT_DIRECTORY=/opt/ml/model/code, on AWS and
on the laptop alike. Rows come as `text/csv` without header and label, one number a cell, an empty cell for a missing value.

Accept `text/csv`: one score a line, in the text of the built-in model server.
Accept `application/json`: the exact SHAP contributions of each row as well, in log-odds, in the order of the columns:
    {"features": ["amount", …] or null, "predictions": [{"score": 0.93, "bias": -1.2, "contributions": [0.4, …]}, …]}
`bias` plus the sum of `contributions` is the row's log-odds. `features` holds the names of `code/features.json`, where the model has one.
"""
import json
import os

import numpy
import xgboost

CSV = "text/csv"
JSON = "application/json"


class Model:
    """The booster and the names of its columns, if the model was packed with them."""

    def __init__(self, booster, features):
        self.booster = booster
        self.features = features


def model_fn(model_dir):
    """Loads `xgboost-model`. Raises ValueError when `code/features.json` names another number of columns than the model has."""
    booster = xgboost.Booster()
    booster.load_model(os.path.join(model_dir, "xgboost-model"))
    booster.set_param({"nthread": 1})  # a worker a core, as the built-in model server
    features = None
    names = os.path.join(model_dir, "code", "features.json")
    if os.path.exists(names):
        with open(names, encoding="utf-8") as file:
            features = json.load(file)
        if len(features) != booster.num_features():
            raise ValueError("features.json names %d columns, the model has %d" % (len(features), booster.num_features()))
    return Model(booster, features)


def _rows(data, columns):
    """CSV text → float64 matrix. Raises ValueError with the number of the row that is wrong."""
    text = data.decode("utf-8") if isinstance(data, (bytes, bytearray)) else data
    lines = text.strip("\r\n").replace("\r\n", "\n").split("\n")
    for number, line in enumerate(lines, 1):
        if line.count(",") + 1 != columns:
            raise ValueError("row %d has %d columns, the model has %d" % (number, line.count(",") + 1, columns))
    try:
        cells = [float(cell or "nan") for line in lines for cell in line.split(",")]
    except ValueError as error:
        for number, line in enumerate(lines, 1):
            for cell in line.split(","):
                try:
                    float(cell or "nan")
                except ValueError:
                    raise ValueError("row %d: %r is no number" % (number, cell)) from error
        raise
    return numpy.array(cells).reshape(len(lines), columns)


def transform_fn(model, data, content_type, accept):
    """Answers one request. Raises ValueError for what cannot be read or written."""
    if (content_type or "").split(";")[0].strip().lower() != CSV:
        raise ValueError("content type %s is not supported: send %s" % (content_type, CSV))
    accept = accept.split(";")[0].strip().lower()
    if accept not in (CSV, JSON):
        raise ValueError("accept type %s is not supported: ask for %s or %s" % (accept, CSV, JSON))
    matrix = xgboost.DMatrix(_rows(data, model.booster.num_features()))
    scores = model.booster.predict(matrix, validate_features=False).tolist()
    if accept == CSV:
        return "\n".join(map(str, scores)) + "\n", CSV
    contributions = model.booster.predict(matrix, pred_contribs=True, validate_features=False).tolist()
    predictions = [
        {"score": score, "bias": row[-1], "contributions": row[:-1]} for score, row in zip(scores, contributions)
    ]
    return json.dumps({"features": model.features, "predictions": predictions}), JSON
