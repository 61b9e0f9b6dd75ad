"""Training in algorithm mode."""
import os

import xgboost

from sagemaker_xgboost import callbacks, channels, data, hyperparameters, kfold, metrics
from toolkit import job, log
from toolkit.errors import AlgorithmError, UserError

# XGBoost's complaints that are the user's to mend; the others are reported as a failed train call.
USER_ERRORS = (
    "label must be in [0,1] for logistic regression",
    "label must be in [0, num_class)",
    "Target is multiclass but average='binary'",
    "feature_names mismatch",
    "Check failed: preds.size() == info.labels_.size()",
    "Check failed: !auc_error AUC: the dataset only contains pos or neg samples",
    "Check failed: base_score > 0.0f && base_score < 1.0f base_score must be in (0,1) for logistic loss",
    "Check failed: label_correct PoissonRegression: label must be nonnegative",
    "Check failed: label_correct TweedieRegression: label must be nonnegative",
    "Parameter reg_lambda should be greater equal to 0",
)


def _metrics(config):
    """(XGBoost's metrics, function for the image's own, metric that early stopping watches)."""
    tuned = config.pop("_tuning_objective_metric", None)
    wanted = config.pop("eval_metric", None)
    objective_metric = None
    if tuned is not None:
        name = tuned.split(":")[1]
        log.info("Setting up HPO optimized metric to be : %s" % name)
        objective_metric = name.split(",")
    names = wanted or objective_metric
    if wanted and objective_metric:
        names = sorted(set(wanted) | set(objective_metric))
    watched = (objective_metric or wanted or [None])[-1]
    if names is None:
        return None, None, watched
    own, function = metrics.split(names)
    return own, function, watched


def _fit(config, train, validation, combined, checkpoint_folder):
    rounds = config.pop("num_round")
    save_on_termination = config.pop("save_model_on_termination", "false")
    names, function, watched = _metrics(config)
    if names:
        config["eval_metric"] = names
    patience = config.pop("early_stopping_rounds", None)
    early_stopping = (patience, watched) if patience and watched and validation is not None else None
    log.info("Train matrix has %d rows and %d columns" % (train.num_row(), train.num_col()))
    watchlist = [(train, "train")]
    if validation is not None:
        log.info("Validation matrix has %d rows" % validation.num_row())
        watchlist.append((validation, "validation"))

    def hooks(fold=None):
        return callbacks.build(job.MODEL, checkpoint_folder, early_stopping, save_on_termination, fold)

    folds = config.pop("_kfold", None)
    try:
        if folds is not None:
            repeats = config.pop("_num_cv_round", 1)
            kfold.train(config, combined, watchlist, rounds, folds, repeats, function, hooks)
            return
        model, done, hooked = hooks()
        booster = xgboost.train(
            config, train, num_boost_round=rounds - done, evals=watchlist, custom_metric=function,
            callbacks=hooked, xgb_model=model, verbose_eval=False,
        )
    except Exception as error:
        if any(text in str(error) for text in USER_ERRORS):
            raise UserError(str(error))
        raise AlgorithmError("XGB train call failed with exception:\n %s" % error)
    booster.save_model(os.path.join(job.MODEL, callbacks.MODEL_NAME))


def train(given):
    """Reads the job folder, trains, writes model/xgboost-model. Raises what becomes the failure report."""
    config = hyperparameters.validate(given)
    channel = channels.validate(job.read_config("inputdataconfig.json"))
    train_path = os.path.join(job.DATA, "train")
    validation_path = os.path.join(job.DATA, "validation") if "validation" in channel else None
    if config.pop("use_dask_gpu_training", "false") == "true":
        raise UserError(
            "Some configurations unsuitable for Dask GPU training were found: "
            "Dask training is supported only on GPU instances."
        )
    if validation_path:
        data.warn_of_duplicates(train_path, validation_path)
    log.info("Determined 0 GPU(s) available on the instance.")
    kind = channels.kind(channel["train"]["ContentType"])
    weights = config.get("csv_weights", 0)
    loaded = []
    for path in filter(None, (train_path, validation_path)):
        if data.size(path) == 0:
            loaded.append(None)
            continue
        data.check_format(path, kind)
        loaded.append(data.matrix([path], kind, weights))
    matrix, validation = loaded[0], loaded[1] if validation_path else None
    if matrix is None:
        raise UserError("No data in training channel path %s" % train_path)
    if validation_path and validation is None:
        raise UserError("No data in validation channel path %s" % validation_path)
    combined = matrix
    if "_kfold" in config and validation is not None:
        log.info("Read both train and validation data into one DMatrix")
        combined = data.matrix([train_path, validation_path], kind, weights)
    checkpoints = job.read_config("checkpointconfig.json").get("LocalPath")
    checkpoints = checkpoints and job.on_disk(checkpoints)
    log.info("Single node training.")
    _fit(config, matrix, validation, combined, checkpoints)
