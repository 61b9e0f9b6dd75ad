"""Cases of hyperparameters and channels on standard input → the image's answers, as JSON."""
import json
import sys

sys.path.insert(0, sys.argv[1])
from sagemaker_xgboost import channels, hyperparameters
from toolkit.errors import UserError


def answer(function, value):
    try:
        return {"accepted": function(value)}
    except UserError as error:
        return {"refused": str(error)}


cases = json.load(sys.stdin)
print(json.dumps({
    "hyperparameters": [answer(hyperparameters.validate, case) for case in cases["hyperparameters"]],
    "channels": [answer(channels.validate, case) for case in cases["channels"]],
}))
