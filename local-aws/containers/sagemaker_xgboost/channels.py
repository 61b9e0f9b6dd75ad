"""Which channels the image takes, and with which content types, input modes and distribution."""
from toolkit.errors import UserError

CONTENT_TYPES = (
    "csv",
    "libsvm",
    "parquet",
    "recordio-protobuf",
    "text/csv",
    "text/libsvm",
    "text/x-libsvm",
    "application/x-parquet",
    "application/x-recordio-protobuf",
)
KINDS = {"csv": "csv", "libsvm": "libsvm", "x-libsvm": "libsvm", "parquet": "parquet", "x-parquet": "parquet", "recordio-protobuf": "recordio-protobuf", "x-recordio-protobuf": "recordio-protobuf"}
DISTRIBUTIONS = ("FullyReplicated", "ShardedByS3Key")


def kind(content_type):
    """`text/csv` → `csv`."""
    return KINDS[content_type.split("/")[-1]]


def _supported(name, channel):
    content_type, mode = channel["ContentType"], channel["TrainingInputMode"]
    if name == "code":
        return (content_type, mode, channel["S3DistributionType"]) == ("text/python", "File", "FullyReplicated")
    return content_type in CONTENT_TYPES and mode == "File" and channel["S3DistributionType"] in DISTRIBUTIONS


def validate(channels):
    """The channels by name, with the content type filled in. Raises UserError with the image's text."""
    if "train" not in channels:
        raise UserError("Missing required channel: train")
    for name, channel in channels.items():
        if name not in ("train", "validation", "code"):
            raise UserError("Extraneous channel found: %s" % name)
        channel.setdefault("ContentType", "text/libsvm")
        if not _supported(name, channel):
            raise UserError("Channel configuration for '%s' channel is not supported: %s" % (name, channel))
    return channels
