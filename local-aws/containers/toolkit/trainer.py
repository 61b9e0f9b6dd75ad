"""The `train` command: algorithm mode or the user's script, and the report when it fails."""
import os
import sys
import traceback

from toolkit import errors, job, log


def _exit_code(error):
    code = getattr(error, "errno", 1)
    return code if isinstance(code, int) and code else 1


def main():
    from toolkit import script

    try:
        hyperparameters = job.read_config("hyperparameters.json")
        if script.program(hyperparameters):
            log.info("Invoking user training script.")
            script.run(hyperparameters)
        else:
            log.info("Imported framework sagemaker_xgboost_container.training")
            log.info("No GPUs detected (normal if no gpus installed)")
            log.info("Running XGBoost Sagemaker in algorithm mode")
            from sagemaker_xgboost import train

            train.train(hyperparameters)
            sys.stdout.flush()
            os._exit(0)  # as the image does; also spares the interpreter's slow farewell to its libraries
        log.info("Reporting training SUCCESS")
        job.write_success()
    except errors.ExecuteUserScriptError as error:
        job.write_failure(str(error))
        log.error("Reporting training FAILURE")
        log.error(str(error))
        sys.exit(1)
    except Exception as error:  # the one boundary: whatever it was becomes the failure report
        message = "framework error: \n%s\n%s" % (traceback.format_exc(), error)
        job.write_failure(message)
        log.error("Reporting training FAILURE")
        log.error(message)
        sys.exit(_exit_code(error))
