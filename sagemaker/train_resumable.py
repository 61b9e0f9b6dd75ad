"""Script-mode trainer that goes on where a spot instance was taken away; the built-in algorithm starts again at round 0.

Same files, hyperparameters and log lines as the built-in algorithm, and the same model, as long as rows and columns are not sampled:
XGBoost's random state starts anew with a resumed run. So a sampling hyperparameter is refused together with checkpoints.

Checkpoints are `checkpoint-<rounds>.ubj` in the job's checkpoint folder, every `checkpoint_interval` rounds; the newest is kept.
"""
import argparse
import json
import os
import re

import xgboost

SAMPLING = ("subsample", "colsample_bytree", "colsample_bylevel", "colsample_bynode")


def _arguments():
    """num_round, eval_metric and checkpoint_interval; all others go to XGBoost as they are."""
    parser = argparse.ArgumentParser(allow_abbrev=False)
    parser.add_argument("--num_round", type=int, required=True)
    parser.add_argument("--eval_metric", default="logloss")
    parser.add_argument("--checkpoint_interval", type=int, default=10)
    known, others = parser.parse_known_args()
    if len(others) % 2 or any(not name.startswith("--") for name in others[::2]):
        raise SystemExit("expected --name value pairs, got %s" % " ".join(others))
    return known, {name[2:]: value for name, value in zip(others[::2], others[1::2])}


def _matrix(channel):
    folder = os.environ.get("SM_CHANNEL_" + channel.upper())
    if folder is None:
        return None
    names = sorted(name for name in os.listdir(folder) if not name.startswith((".", "_")))
    if len(names) != 1:
        raise SystemExit("channel %s: expected one file, sorted by a unique key; found %s" % (channel, names))
    return xgboost.DMatrix(os.path.join(folder, names[0]) + "?format=csv&label_column=0&delimiter=,")


def _newest(folder):
    """(checkpoint or None, its rounds)"""
    found = [(int(match.group(1)), match.group(0)) for match in map(re.compile(r"checkpoint-(\d+)\.ubj$").match, os.listdir(folder)) if match]
    return (os.path.join(folder, max(found)[1]), max(found)[0]) if found else (None, 0)


class SaveCheckpoint(xgboost.callback.TrainingCallback):
    """Writes aside and renames, so that a kill never leaves half a checkpoint."""

    def __init__(self, folder, interval):
        super().__init__()
        self.folder, self.interval = folder, interval

    def after_iteration(self, model, epoch, evals_log):
        rounds = model.num_boosted_rounds()
        if rounds % self.interval == 0:
            path = os.path.join(self.folder, "checkpoint-%d.ubj" % rounds)
            model.save_model(path + ".new.ubj")
            os.replace(path + ".new.ubj", path)
            for name in os.listdir(self.folder):
                if name != os.path.basename(path):
                    os.remove(os.path.join(self.folder, name))
        return False


class PrintRounds(xgboost.callback.TrainingCallback):
    """The built-in algorithm's lines, counted from the first run's first round."""

    def after_iteration(self, model, epoch, evals_log):
        metrics = ["%s-%s:%.5f" % (data, name, values[-1]) for data, logged in evals_log.items() for name, values in logged.items()]
        print("\t".join(["[%d]" % (model.num_boosted_rounds() - 1), *metrics]), flush=True)
        return False


def main():
    known, parameters = _arguments()
    folder = os.path.join(os.path.dirname(os.environ["SM_MODEL_DIR"]), "checkpoints")
    os.makedirs(folder, exist_ok=True)
    sampled = [name for name in SAMPLING if float(json.loads(parameters.get(name, "1"))) != 1]
    if sampled:
        raise SystemExit("%s: sampling does not resume to the same model; use the built-in algorithm" % ", ".join(sampled))
    model, done = _newest(folder)
    if model:
        print("Resuming after %d rounds" % done, flush=True)
    train, validation = _matrix("train"), _matrix("validation")
    booster = xgboost.train(
        {**parameters, "eval_metric": known.eval_metric.split(",")},
        train,
        num_boost_round=known.num_round - done,
        evals=[(train, "train")] + ([(validation, "validation")] if validation is not None else []),
        xgb_model=model,
        callbacks=[PrintRounds(), SaveCheckpoint(folder, known.checkpoint_interval)],
        verbose_eval=False,
    )
    booster.save_model(os.path.join(os.environ["SM_MODEL_DIR"], "xgboost-model"))


if __name__ == "__main__":
    main()
