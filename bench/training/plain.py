"""What anyone would write: the same files and parameters as the training job of bench/training.ts."""
import os
import sys

import xgboost

folder, rounds = sys.argv[1], int(sys.argv[2])
read = lambda name: xgboost.DMatrix(os.path.join(folder, name) + "?format=csv&label_column=0&delimiter=,")
train, validation = read("train.csv"), read("validation.csv")
parameters = {"objective": "binary:logistic", "eval_metric": ["auc", "logloss"], "max_depth": 6}
booster = xgboost.train(parameters, train, num_boost_round=rounds, evals=[(train, "train"), (validation, "validation")])
booster.save_model(os.path.join(folder, "script-model"))
