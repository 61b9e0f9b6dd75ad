"""Plain xgboost on a job folder's files: one model and one log per configuration, to be compared with the image's."""
import json
import os
import sys

import xgboost

folder, configurations = sys.argv[1], json.loads(sys.argv[2])


def read(name):
    return xgboost.DMatrix(os.path.join(folder, name + ".csv") + "?format=csv&label_column=0&delimiter=,")


def train(name, parameters):
    rounds = int(parameters.pop("num_round"))
    patience = parameters.pop("early_stopping_rounds", None)
    metrics = parameters.pop("eval_metric").split(",")
    train, validation = read("train"), read("validation")
    hooks = [xgboost.callback.EvaluationMonitor()]
    if patience:
        hooks.append(xgboost.callback.EarlyStopping(rounds=int(patience), metric_name=metrics[-1], data_name="validation", save_best=True))
    booster = xgboost.train(
        {**parameters, "eval_metric": metrics}, train, rounds,
        evals=[(train, "train"), (validation, "validation")], callbacks=hooks, verbose_eval=False,
    )
    booster.save_model(os.path.join(folder, name + ".model"))


for name, parameters in configurations.items():
    child = os.fork()
    if child == 0:
        os.dup2(os.open(os.path.join(folder, name + ".log"), os.O_WRONLY | os.O_CREAT), 1)
        train(name, parameters)
        sys.exit()
    os.waitpid(child, 0)
