"""The hyperparameters that the image takes, their types and ranges, and its texts of refusal.

`SCHEMA` says for each name how its text is parsed and what it may be. Whatever is not in it is refused.
"""
import ast

from sagemaker_xgboost.metrics import MAXIMIZED, MINIMIZED
from toolkit.errors import UserError


class Interval:
    """A range with closed or open ends, written as in the refusals: `[1, +inf)`, `(0, 1]`."""

    def __init__(self, least=None, most=None, open_least=False, open_most=False):
        self.least, self.most = least, most
        self.open_least, self.open_most = open_least, open_most

    def __contains__(self, value):
        if self.least is not None and (value <= self.least if self.open_least else value < self.least):
            return False
        return self.most is None or not (value >= self.most if self.open_most else value > self.most)

    def __str__(self):
        left = "(-inf, " if self.least is None else "%s%s, " % ("(" if self.open_least else "[", self.least)
        return left + ("+inf)" if self.most is None else "%s%s" % (self.most, ")" if self.open_most else "]"))


class OneOf(list):
    pass


class EvalMetrics(list):
    """Metric names; `error@t`, `ndcg@n` and `map@n` carry a threshold."""

    def __contains__(self, metric):
        if "<function" in metric:
            raise UserError("User defined evaluation metric %s is not supported yet." % metric)
        if "@" not in metric:
            return super().__contains__(metric)
        name, threshold = (part.strip() for part in metric.split("@")[:2])
        if name not in ("error", "ndcg", "map"):
            raise UserError(
                "Metric '%s' is not supported. Parameter 'eval_metric' with customized threshold should "
                "be one of these options: 'error', 'ndcg', 'map'." % metric
            )
        try:
            float(threshold)
        except ValueError:
            raise UserError("Threshold value 't' in '%s@t' expects float input." % name)
        return True


class Kind:
    """One hyperparameter: how it is parsed and checked."""

    def __init__(self, parse, allowed, each=None, required=False):
        self.parse, self.allowed, self.each, self.required = parse, allowed, each, required

    def check(self, name, value):
        if self.each is None:
            if value not in self.allowed:
                raise UserError("Hyperparameter %s: %s is not in %s" % (name, value, self.allowed))
        elif any(element not in self.allowed for element in self.each(value)):
            raise UserError("Hyperparameter %s: value %s not in range %s" % (name, value, self.allowed))


def _integer(least, most=None, required=False, **ends):
    return Kind(int, Interval(least, most, **ends), required=required)


def _number(least, most=None, **ends):
    return Kind(float, Interval(least, most, **ends))


def _choice(*values):
    return Kind(str, OneOf(values))


def _list_of(allowed):
    return Kind(lambda text: text.split(","), allowed, each=iter)


UPDATERS = OneOf(
    "grow_colmaker distcol grow_histmaker grow_local_histmaker grow_skmaker sync refresh prune "
    "grow_colmaker distcol grow_histmaker grow_local_histmaker grow_colmaker shotgun coord_descent refresh prune".split()
)
OBJECTIVES = (
    "aft_loss_distribution binary:logistic binary:logitraw binary:hinge count:poisson multi:softmax multi:softprob "
    "rank:pairwise rank:ndcg rank:map reg:linear reg:squarederror reg:logistic reg:gamma reg:pseudohubererror "
    "reg:squaredlogerror reg:absoluteerror reg:tweedie survival:aft survival:cox"
).split()

_FRACTION = {"least": 0, "most": 1, "open_least": True}
SCHEMA = {
    "num_round": _integer(1, required=True),
    "csv_weights": _integer(0, 1),
    "early_stopping_rounds": _integer(1),
    "booster": _choice("gbtree", "gblinear", "dart"),
    "verbosity": _integer(0, 3),
    "nthread": _integer(1),
    "eta": _number(0, 1),
    "gamma": _number(0),
    "max_depth": _integer(0),
    "min_child_weight": _number(0),
    "max_delta_step": _number(0),
    "subsample": _number(**_FRACTION),
    "colsample_bytree": _number(**_FRACTION),
    "colsample_bylevel": _number(**_FRACTION),
    "colsample_bynode": _number(**_FRACTION),
    "lambda": _number(0),
    "alpha": _number(0),
    "tree_method": _choice("auto", "exact", "approx", "hist", "gpu_hist"),
    "sketch_eps": _number(0, 1, open_least=True, open_most=True),
    "scale_pos_weight": _number(0, open_least=True),
    "updater": _list_of(UPDATERS),
    "dsplit": _choice("row", "col"),
    "refresh_leaf": _integer(0, 1),
    "process_type": _choice("default", "update"),
    "grow_policy": _choice("depthwise", "lossguide"),
    "max_leaves": _integer(0),
    "max_bin": _integer(0),
    "predictor": _choice("auto", "cpu_predictor", "gpu_predictor"),
    "monotone_constraints": Kind(ast.literal_eval, OneOf([-1, 0, 1]), each=lambda value: value if isinstance(value, (tuple, list)) else (value,)),
    "interaction_constraints": Kind(ast.literal_eval, Interval(1), each=lambda value: (element for group in value for element in group)),
    "sample_type": _choice("uniform", "weighted"),
    "normalize_type": _choice("tree", "forest"),
    "rate_drop": _number(0, 1),
    "one_drop": _integer(0, 1),
    "skip_drop": _number(0, 1),
    "lambda_bias": _number(0, 1),
    "tweedie_variance_power": _number(1, 2, open_least=True, open_most=True),
    "objective": _choice(*OBJECTIVES),
    "num_class": _integer(2),
    "base_score": _number(0),
    "_kfold": _integer(2),
    "_num_cv_round": _integer(1),
    "_tuning_objective_metric": _choice(*("validation:" + metric for metric in MAXIMIZED + MINIMIZED)),
    "eval_metric": _list_of(EvalMetrics(MAXIMIZED + MINIMIZED)),
    "seed": _integer(-(2**31), 2**31 - 1, open_least=True, open_most=True),
    "num_parallel_tree": _integer(1),
    "save_model_on_termination": _choice("true", "false"),
    "aft_loss_distribution": _choice("normal", "logistic", "extreme"),
    "aft_loss_distribution_scale": _number(0),
    "deterministic_histogram": _choice("true", "false"),
    "sampling_method": _choice("uniform", "gradient_based"),
    "use_dask_gpu_training": _choice("true", "false"),
}
ALIASES = {"learning_rate": "eta", "min_split_loss": "gamma", "reg_lambda": "lambda", "reg_alpha": "alpha"}

_TREE_PLUGINS = {"grow_colmaker", "distcol", "grow_histmaker", "grow_local_histmaker", "grow_skmaker", "sync", "refresh", "prune", "grow_quantile_histmaker"}
_TREE_GROWERS = {"grow_colmaker", "distcol", "grow_histmaker", "grow_local_histmaker", "grow_quantile_histmaker"}


def _check_updater(value, others):
    if others.get("booster") == "gblinear":
        if len(value) != 1 or value[0] not in ("shotgun", "coord_descent"):
            raise UserError("Linear updater should be one of these options: 'shotgun', 'coord_descent'.")
    elif others.get("process_type") == "update":
        if not set(value) <= {"refresh", "prune"}:
            raise UserError("process_type 'update' can only be used with updater 'refresh' and 'prune'")
    elif not set(value) <= _TREE_PLUGINS:
        raise UserError(
            "Tree updater should be selected from these options: 'grow_colmaker', 'distcol', 'grow_histmaker', "
            "'grow_local_histmaker', 'grow_skmaker', 'grow_quantile_histmaker', 'sync', 'refresh', 'prune', "
            "'shortgun', 'coord_descent'."
        )
    elif sum(updater in _TREE_GROWERS for updater in value) > 1:
        raise UserError(
            "Only one tree grow plugin can be selected. Choose one from the"
            "following: 'grow_colmaker', 'distcol', 'grow_histmaker', "
            "'grow_local_histmaker', 'grow_skmaker'"
        )


def _check_objective(value, others):
    if value in ("multi:softmax", "multi:softprob") and "num_class" not in others:
        raise UserError("Require input for parameter 'num_class' for multi-classification")


def _check_eval_metric(value, others):
    objective = others["objective"]  # a KeyError on AWS too when auc is asked for without an objective
    if "auc" in value and not objective.startswith(("binary:", "rank:")):
        raise UserError("Metric 'auc' can only be applied for classification and ranking problems.")
    if "aft-nloglik" in value and objective != "survival:aft":
        raise UserError("Metric 'aft-nloglik' can only be applied for 'survival:aft' objective.")


def _check_monotone(value, others):
    if others.get("tree_method") not in ("exact", "hist"):
        raise UserError(
            "monotone_constraints can be used only when the tree_method parameter is set to either 'exact' or 'hist'."
        )


def _check_interaction(value, others):
    if others.get("tree_method") not in ("exact", "hist", "approx"):
        raise UserError(
            "interaction_constraints can be used only when the tree_method parameter is set to "
            "either 'exact', 'hist' or 'approx'."
        )


DEPENDENT = {
    "updater": _check_updater,
    "objective": _check_objective,
    "eval_metric": _check_eval_metric,
    "monotone_constraints": _check_monotone,
    "interaction_constraints": _check_interaction,
}


def validate(given):
    """Text values by name → parsed values under XGBoost's names. Raises UserError with the image's text."""
    for name, kind in SCHEMA.items():
        if kind.required and name not in given:
            raise UserError("Missing required hyperparameter: %s" % name)
    values = {}
    for name, text in given.items():
        name = ALIASES.get(name, name)
        if name not in SCHEMA:
            raise UserError("Extraneous hyperparameter found: %s" % name)
        try:
            values[name] = SCHEMA[name].parse(text)
        except (ValueError, SyntaxError) as error:
            raise UserError("Hyperparameter %s: could not parse value" % name, caused_by=error)
    for name, value in values.items():
        SCHEMA[name].check(name, value)
    for name, check in DEPENDENT.items():
        if name in values:
            check(values[name], values)
    if values.get("updater"):
        values["updater"] = ",".join(values["updater"])
    return values
