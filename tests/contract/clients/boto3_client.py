"""boto3 against the laptop's AWS: S3 with its checksums and errors, and a call of each other kind of protocol."""

import io
import json
import urllib.error
import urllib.request

import boto3
from boto3.s3.transfer import TransferConfig
from botocore.client import Config
from botocore.exceptions import ClientError

s3 = boto3.client("s3")
bucket = "boto3-bucket"


def refused(code, call, **arguments):
    try:
        call(**arguments)
    except ClientError as error:
        assert error.response["Error"]["Code"] == code, error
    else:
        raise AssertionError(f"{code} was expected")


def fetch(url):
    try:
        with urllib.request.urlopen(url) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.read()


# Objects: headers, streams, many parts.
s3.create_bucket(Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": "eu-central-1"})
s3.put_object(Bucket=bucket, Key="a b/ä+ö.txt", Body=b"hello", Metadata={"source": "core"})
answer = s3.get_object(Bucket=bucket, Key="a b/ä+ö.txt", ChecksumMode="ENABLED")
assert answer["Body"].read() == b"hello" and answer["Metadata"] == {"source": "core"}
assert answer["ChecksumCRC32"] == "NhCmhg=="
s3.upload_fileobj(io.BytesIO(b"x" * 20_000_000), bucket, "large", Config=TransferConfig(multipart_threshold=8 << 20))
assert s3.head_object(Bucket=bucket, Key="large")["ETag"].endswith('-3"')
s3.copy({"Bucket": bucket, "Key": "large"}, bucket, "copied", Config=TransferConfig(multipart_threshold=8 << 20))
target = io.BytesIO()
s3.download_fileobj(bucket, "copied", target)
assert target.getvalue() == b"x" * 20_000_000
keys = [each["Key"] for page in s3.get_paginator("list_objects_v2").paginate(Bucket=bucket, PaginationConfig={"PageSize": 1}) for each in page["Contents"]]
assert keys == ["a b/ä+ö.txt", "copied", "large"], keys
assert not boto3.resource("s3").Bucket(bucket).Object("large").get(Range="bytes=-5")["Body"].read().strip(b"x")

# Errors are AWS's own.
refused("NoSuchKey", s3.get_object, Bucket=bucket, Key="none")
refused("NoSuchBucket", s3.list_objects_v2, Bucket="no-such-bucket")
refused("404", s3.head_object, Bucket=bucket, Key="none")
refused("BadDigest", s3.put_object, Bucket=bucket, Key="bad", Body=b"hello", ChecksumCRC32="AAAAAA==")
refused("BadDigest", s3.put_object, Bucket=bucket, Key="bad", Body=b"hello", ContentMD5="AAAAAAAAAAAAAAAAAAAAAA==")
refused("PreconditionFailed", s3.put_object, Bucket=bucket, Key="large", Body=b"", IfNoneMatch="*")
refused("304", s3.get_object, Bucket=bucket, Key="large", IfNoneMatch=s3.head_object(Bucket=bucket, Key="large")["ETag"])
refused("NotImplemented", s3.get_object_torrent, Bucket=bucket, Key="large")

# Presigned URLs of both versions.
for version in ("s3v4", "s3"):
    signer = boto3.client("s3", config=Config(signature_version=version))
    address = {"Bucket": bucket, "Key": "a b/ä+ö.txt"}
    url = signer.generate_presigned_url("get_object", Params=address, ExpiresIn=60)
    assert fetch(url) == (200, b"hello"), url
    status, body = fetch(url.replace("Signature=", "Signature=0"))
    assert status == 403 and b"SignatureDoesNotMatch" in body, body
    status, body = fetch(signer.generate_presigned_url("get_object", Params=address, ExpiresIn=-5) if version == "s3" else url.replace("X-Amz-Date=20", "X-Amz-Date=19"))
    assert status == 403 and b"Request has expired" in body, body

# The other protocols: awsQuery, awsJson, restJson, and their errors.
assert boto3.client("sts").get_caller_identity()["Arn"].endswith(":root")
sqs = boto3.client("sqs")
queue = sqs.create_queue(QueueName="boto3-queue")["QueueUrl"]
sqs.send_message(QueueUrl=queue, MessageBody="hello")
assert sqs.receive_message(QueueUrl=queue)["Messages"][0]["Body"] == "hello"
refused("AWS.SimpleQueueService.NonExistentQueue", sqs.get_queue_url, QueueName="none")
topic = boto3.client("sns").create_topic(Name="boto3-topic")["TopicArn"]
assert boto3.client("sns").publish(TopicArn=topic, Message="hello")["MessageId"]
refused("NotFound", boto3.client("sns").get_topic_attributes, TopicArn=topic + "x")
table = boto3.resource("dynamodb").create_table(
    TableName="boto3-table",
    KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
    AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
    BillingMode="PAY_PER_REQUEST",
)
table.put_item(Item={"id": "a", "numbers": {1, 2}, "deep": {"list": [1, "x", None]}})
assert table.get_item(Key={"id": "a"})["Item"]["deep"] == {"list": [1, "x", None]}
key = boto3.client("kms").create_key()["KeyMetadata"]["KeyId"]
sealed = boto3.client("kms").encrypt(KeyId=key, Plaintext=b"hello")["CiphertextBlob"]
assert boto3.client("kms").decrypt(CiphertextBlob=sealed)["Plaintext"] == b"hello"
logs = boto3.client("logs")
logs.create_log_group(logGroupName="/boto3")
assert logs.describe_log_groups(logGroupNamePrefix="/boto3")["logGroups"][0]["logGroupName"] == "/boto3"
boto3.client("cloudwatch").put_metric_data(
    Namespace="boto3", MetricData=[{"MetricName": f"m{n}", "Value": float(n), "Unit": "Count"} for n in range(300)]
)
assert len(boto3.client("cloudwatch").list_metrics(Namespace="boto3")["Metrics"]) == 300
refused("EntityNotFoundException", boto3.client("glue").get_database, Name="none")
refused("ResourceNotFoundException", boto3.client("lambda").get_function, FunctionName="none")
assert boto3.client("scheduler").list_schedules()["Schedules"] == []
stream = boto3.client("kinesis")
stream.create_stream(StreamName="boto3-stream", ShardCount=1)
assert json.loads(json.dumps(boto3.client("stepfunctions").list_state_machines()["stateMachines"])) == []
print("ok")
