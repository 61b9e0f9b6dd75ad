"""The error classes of SageMaker's algorithm toolkit: only their texts leave the container."""


class ToolkitError(Exception):
    """`caused_by` adds the cause's class to the text: `… (caused by ValueError)`."""

    def __init__(self, message, caused_by=None):
        if caused_by is not None:
            message = "%s (caused by %s)" % (message, type(caused_by).__name__)
        super().__init__(message)
        self.message = message


class UserError(ToolkitError):
    """The user's configuration or data is wrong."""


class AlgorithmError(ToolkitError):
    """The algorithm failed in a way nobody foresaw."""


class PlatformError(ToolkitError):
    """What the platform should have provided is not there."""


class ExecuteUserScriptError(Exception):
    """The user's script ended with another exit code than 0."""

    def __init__(self, command, return_code, message=""):
        text = 'ExecuteUserScriptError:\nExitCode %s\nErrorMessage "%s"\nCommand "%s"' % (return_code, message, command)
        super().__init__(text)
        self.return_code = return_code
