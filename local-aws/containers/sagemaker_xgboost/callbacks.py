"""What the image hooks into XGBoost's rounds: log lines, checkpoints, the model of each round, early stopping."""
import os
import re
import signal
import tempfile

import xgboost

from sagemaker_xgboost.metrics import MAXIMIZED
from toolkit import log

MODEL_NAME = "xgboost-model"
CHECKPOINT_NAME = "xgboost-checkpoint"


class SaveEachRound(xgboost.callback.TrainingCallback):
    """Keeps the last finished round's model in the model folder, so that a stopped job has one."""

    def __init__(self, folder, name):
        super().__init__()
        self.folder, self.name = folder, name

    def after_iteration(self, model, epoch, evals_log):
        handle, path = tempfile.mkstemp(dir=self.folder)
        os.close(handle)
        model.save_model(path)
        os.rename(path, os.path.join(self.folder, self.name))
        return False


def _exit_with_last_model(folder):
    def handle(_signal, _frame):
        for name in os.listdir(folder):
            if os.path.isfile(os.path.join(folder, name)) and not name.startswith(MODEL_NAME):
                os.remove(os.path.join(folder, name))
        os._exit(0)

    signal.signal(signal.SIGTERM, handle)


def load_checkpoint(folder):
    """(path, finished rounds) of the newest `xgboost-checkpoint.N`.

    XGBoost writes `xgboost-checkpoint_N.ubj`, which this does not match, so training always starts at round 0: as on AWS.
    """
    names = [name for name in os.listdir(folder) if re.match(r"^%s\.[0-9]+$" % CHECKPOINT_NAME, name)] if folder and os.path.exists(folder) else []
    if not names:
        return None, 0
    newest = max(names, key=lambda name: int(name.split(".")[1]))
    return os.path.join(folder, newest), int(newest.split(".")[1]) + 1


def build(model_folder, checkpoint_folder, early_stopping, save_on_termination, fold=None):
    """(model to go on from, its rounds, callbacks). `early_stopping` is (rounds, metric) or None."""
    if checkpoint_folder and fold is not None:
        checkpoint_folder = os.path.join(checkpoint_folder, "model-%d" % fold)
    model, rounds = load_checkpoint(checkpoint_folder)
    if model is not None:
        log.info("Checkpoint loaded from %s" % model)
        log.info("Resuming from iteration %d" % rounds)
    callbacks = [xgboost.callback.EvaluationMonitor()]
    if checkpoint_folder:
        os.makedirs(checkpoint_folder, exist_ok=True)
        callbacks.append(xgboost.callback.TrainingCheckPoint(directory=checkpoint_folder, interval=rounds, name=CHECKPOINT_NAME))
    log.info("CALLBACK_SETUP_DEBUG: save_model_on_termination=%s, is_master=True" % save_on_termination)
    if save_on_termination == "true":
        log.info("CALLBACK_ADDING: Adding SaveIntermediateModelCallBack on master")
        callbacks.append(SaveEachRound(model_folder, MODEL_NAME if fold is None else "%s-%d" % (MODEL_NAME, fold)))
        _exit_with_last_model(model_folder)
    else:
        log.info("CALLBACK_SKIPPING save_model_on_termination=%s, is_master=True)" % save_on_termination)
    if early_stopping:
        count, metric = early_stopping
        callbacks.append(
            xgboost.callback.EarlyStopping(rounds=count, data_name="validation", metric_name=metric, maximize=metric in MAXIMIZED, save_best=True)
        )
    return model, rounds, callbacks
