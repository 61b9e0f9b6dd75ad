"""`_kfold`: repeated, stratified, unseeded folds; a model per fold and the out-of-fold predictions."""
import os

import numpy as np
import xgboost

from sagemaker_xgboost import callbacks
from toolkit import job, log


def folds(labels, count, stratified, random):
    """The fold number of each row: a random permutation within each class, dealt out in turn."""
    assigned = np.empty(len(labels), dtype=int)
    groups = [np.flatnonzero(labels == label) for label in np.unique(labels)] if stratified else [np.arange(len(labels))]
    start = 0
    for rows in groups:
        rows = random.permutation(rows)
        assigned[rows] = (np.arange(len(rows)) + start) % count
        start += len(rows)
    return assigned


def _report(rounds, results):
    line = "[%d]" % rounds
    for metric in results[0]["train"]:
        for name in ("train", "validation"):
            line += "\t%s-%s:%.5f" % (name, metric, np.mean([result[name][metric][-1] for result in results]))
    print(line)


def _save(labels, predictions, classification):
    """output/data/predictions.csv: label, mean prediction, and for classes the most frequent one."""
    columns = [labels]
    if classification:
        chosen = np.array([[np.argmax(p) if p.ndim else int(p > 0.5) for p in row] for row in predictions])
        probability = np.array([[p[np.argmax(p)] if p.ndim else p for p in row] for row in predictions], dtype=float)
        columns += [probability.mean(axis=1), [np.bincount(row).argmax() for row in chosen]]
    else:
        columns.append(np.array(predictions, dtype=float).mean(axis=1))
    os.makedirs(job.OUTPUT_DATA, exist_ok=True)
    path = os.path.join(job.OUTPUT_DATA, "predictions.csv")
    log.info("Storing predictions on validation set(s) in %s" % path)
    np.savetxt(path, np.vstack(columns).T, delimiter=",", fmt="%f")


def train(config, matrix, watchlist, rounds, count, repeats, metric, make_callbacks):
    """The boosters of all folds. The watched metrics are those of the whole train data, not of the fold held out: as in the image."""
    log.info("Run %d-round of %d-fold cross validation with %d rows" % (repeats, count, matrix.num_row()))
    labels = matrix.get_label()
    classification = bool(config.get("num_class")) or config["objective"].startswith("binary:")
    predictions = [[None] * repeats for _ in labels]
    boosters, results = [], []
    random = np.random.default_rng()
    for repeat in range(repeats):
        assigned = folds(labels, count, classification, random)
        for fold in range(count):
            held_out = np.flatnonzero(assigned == fold)
            model, done, hooks = make_callbacks(len(boosters))
            result = {}
            log.info("Train cross validation fold %d" % (fold + 1))
            booster = xgboost.train(
                config, matrix.slice(np.flatnonzero(assigned != fold)), num_boost_round=rounds - done, evals=watchlist,
                custom_metric=metric, evals_result=result, callbacks=hooks, xgb_model=model, verbose_eval=False,
            )
            for row, prediction in zip(held_out, booster.predict(matrix.slice(held_out))):
                predictions[row][repeat] = prediction
            boosters.append(booster)
            results.append(result)
        log.info("The metrics of round %d cross validation" % (repeat + 1))
        _report(rounds, results[-count:])
    _save(labels, predictions, classification)
    if repeats > 1:
        log.info("The overall metrics of %d-round cross validation" % repeats)
        _report(rounds, results)
    for fold, booster in enumerate(boosters):
        booster.save_model(os.path.join(job.MODEL, "%s-%d" % (callbacks.MODEL_NAME, fold)))
