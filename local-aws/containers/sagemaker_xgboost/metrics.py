"""Metric names, and the metrics that the image computes itself, without scikit-learn.

As in the image, class labels come from `prediction > 0`: since XGBoost hands probabilities to custom metrics, everything counts as
positive for binary:logistic. That is what AWS logs too (recorded: container v3.0-5 as a process); use auc, aucpr, logloss, error.
"""
import numpy as np

from toolkit.errors import UserError

MAXIMIZED = (
    "accuracy auc aucpr balanced_accuracy f1 f1_binary f1_macro map ndcg precision r2 recall "
    "precision_macro precision_micro recall_macro recall_micro"
).split()
MINIMIZED = (
    "aft-nloglik cox-nloglik error gamma-deviance gamma-nloglik interval-regression-accuracy logloss mae mape merror mlogloss "
    "mphe mse poisson-nloglik rmse rmsle tweedie-nloglik"
).split()


def _labels(predictions):
    return np.argmax(predictions, axis=-1) if predictions.ndim > 1 else (predictions > 0.0).astype(int)


def _counts(truth, predicted):
    """True positives, predicted and actual members of each class that occurs."""
    classes = np.union1d(truth, predicted)
    hits = np.array([np.sum((truth == c) & (predicted == c)) for c in classes], dtype=float)
    return classes, hits, np.array([np.sum(predicted == c) for c in classes]), np.array([np.sum(truth == c) for c in classes])


def _ratio(numerator, denominator):
    """Elementwise; 0 where there is nothing to divide by, as scikit-learn has it."""
    return np.divide(numerator, denominator, out=np.zeros_like(numerator, dtype=float), where=denominator != 0)


def _scores(truth, predicted):
    classes, hits, claimed, actual = _counts(truth, predicted)
    return classes, _ratio(hits, claimed), _ratio(hits, actual), _ratio(2 * hits, claimed + actual), actual


def _binary(scores, classes):
    if len(classes) > 2:
        raise UserError("Target is multiclass but average='binary'. Please choose another average setting, one of [None, 'micro', 'macro', 'weighted'].")
    positive = np.flatnonzero(classes == 1)
    return float(scores[positive[0]]) if len(positive) else 0.0


def _classified(function):
    def metric(predictions, matrix):
        if predictions.size == 0:
            return 0.0
        return float(function(matrix.get_label().astype(int), _labels(predictions)))

    return metric


def _of(position, average):
    def score(truth, predicted):
        result = _scores(truth, predicted)
        return _binary(result[position], result[0]) if average == "binary" else np.mean(result[position])

    return _classified(score)


def _balanced(truth, predicted):
    _, _, recall, _, actual = _scores(truth, predicted)
    return np.mean(recall[actual > 0])


_accuracy = _classified(lambda truth, predicted: np.mean(truth == predicted))


def _regression(function):
    return lambda predictions, matrix: float(function(matrix.get_label().astype(float), predictions.astype(float)))


_mse = _regression(lambda truth, predicted: np.mean((truth - predicted) ** 2))

CUSTOM = {
    "accuracy": _accuracy,
    "balanced_accuracy": _classified(_balanced),
    "f1": _of(3, "macro"),
    "f1_binary": _of(3, "binary"),
    "f1_macro": _of(3, "macro"),
    "mse": _mse,
    "rmse": lambda predictions, matrix: float(np.sqrt(_mse(predictions, matrix))),
    "mae": _regression(lambda truth, predicted: np.mean(np.abs(truth - predicted))),
    "precision": _of(1, "binary"),
    "precision_macro": _of(1, "macro"),
    "precision_micro": _accuracy,
    "r2": _regression(lambda truth, predicted: 1 - np.sum((truth - predicted) ** 2) / np.sum((truth - np.mean(truth)) ** 2)),
    "recall": _of(2, "binary"),
    "recall_macro": _of(2, "macro"),
    "recall_micro": _accuracy,
}


def split(names):
    """(metrics of XGBoost, function for the others or None), each in the order given."""
    own = [name for name in names if name in CUSTOM]
    if not own:
        return names, None
    return [name for name in names if name not in CUSTOM], lambda predictions, matrix: [(name, CUSTOM[name](predictions, matrix)) for name in own]
