"""Trains each candidate on each week's training rows and scores that week's holdout; prints one line of JSON per candidate.

Average precision and AUC are computed as scikit-learn defines them, without needing it.
"""
import json
import sys

import numpy as np
import xgboost as xgb


def read(path):
    values = np.loadtxt(path, delimiter=",", dtype=np.float32)
    return xgb.DMatrix(values[:, 1:], values[:, 0])


def measure(labels, scores):
    order = np.argsort(-scores, kind="stable")
    labels, scores = labels[order], scores[order]
    ends = np.r_[np.flatnonzero(np.diff(scores)), len(scores) - 1]
    found = np.cumsum(labels, dtype=np.float64)[ends]
    seen = ends + 1.0
    positives, negatives = found[-1], seen[-1] - found[-1]
    recall = found / positives
    precision = np.sum(np.diff(np.r_[0, recall]) * found / seen)
    false = np.r_[0, (seen - found) / negatives]
    auc = np.sum(np.diff(false) * (np.r_[0, recall][1:] + np.r_[0, recall][:-1]) / 2)
    return float(auc), float(precision)


request = json.load(open(sys.argv[1]))
weeks = [(read(week["train"]), read(week["holdout"])) for week in request["weeks"]]
for candidate in request["candidates"]:
    parameters = {"nthread": 2, **candidate}
    rounds = int(parameters.pop("num_round"))
    measured = []
    for train, holdout in weeks:
        booster = xgb.train(parameters, train, rounds)
        measured.append(measure(holdout.get_label(), booster.predict(holdout)))
    aucs, precisions = zip(*measured)
    print(json.dumps({"parameters": candidate, "auc": np.mean(aucs), "averagePrecision": np.mean(precisions)}), flush=True)
