"""SageMaker's own Python SDK against the laptop: the built-in XGBoost trains, transforms, serves and is removed again."""

import io

import boto3
import sagemaker
from sagemaker import image_uris
from sagemaker.deserializers import CSVDeserializer
from sagemaker.estimator import Estimator
from sagemaker.inputs import TrainingInput
from sagemaker.serializers import CSVSerializer

region = "eu-central-1"
bucket = "sagemaker-sdk"
session = sagemaker.Session(boto3.Session(region_name=region), default_bucket=bucket)
s3 = boto3.client("s3")
s3.create_bucket(Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": region})
iam = boto3.client("iam")
trust = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"sagemaker.amazonaws.com"},"Action":"sts:AssumeRole"}]}'
role = iam.create_role(RoleName="sdk", AssumeRolePolicyDocument=trust)["Role"]["Arn"]
allow = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}'
iam.put_role_policy(RoleName="sdk", PolicyName="all", PolicyDocument=allow)

rows = [(n % 2, n % 2 * 3 + n % 5 / 10, n % 7) for n in range(400)]
text = "".join(f"{label},{a},{b}\n" for label, a, b in rows)
s3.put_object(Bucket=bucket, Key="data/train/train.csv", Body=text.encode())
s3.put_object(Bucket=bucket, Key="data/score/score.csv", Body="".join(f"{a},{b}\n" for _, a, b in rows[:20]).encode())

estimator = Estimator(
    image_uris.retrieve("xgboost", region, version="1.7-1").rsplit(":", 1)[0] + ":3.2-0",
    role,
    instance_count=1,
    instance_type="ml.m5.large",
    output_path=f"s3://{bucket}/models",
    sagemaker_session=session,
    hyperparameters={"objective": "binary:logistic", "num_round": 5, "eval_metric": "auc"},
)
estimator.fit({"train": TrainingInput(f"s3://{bucket}/data/train/", content_type="text/csv")}, logs="All", job_name="sdk-train")
assert estimator.model_data == f"s3://{bucket}/models/sdk-train/output/model.tar.gz", estimator.model_data
assert s3.head_object(Bucket=bucket, Key="models/sdk-train/output/model.tar.gz")["ContentLength"] > 0
description = boto3.client("sagemaker").describe_training_job(TrainingJobName="sdk-train")
assert description["TrainingJobStatus"] == "Completed", description

transformer = estimator.transformer(1, "ml.m5.large", output_path=f"s3://{bucket}/scores", accept="text/csv", assemble_with="Line")
transformer.transform(f"s3://{bucket}/data/score/", content_type="text/csv", split_type="Line", wait=True, logs=False)
scores = s3.get_object(Bucket=bucket, Key="scores/score.csv.out")["Body"].read().decode().split()
assert len(scores) == 20 and all((float(score) > 0.5) == (label == 1) for score, (label, _, _) in zip(scores, rows)), scores

predictor = estimator.deploy(1, "ml.m5.large", endpoint_name="sdk-endpoint", serializer=CSVSerializer(), deserializer=CSVDeserializer())
answer = predictor.predict(io.StringIO("3.1,2\n0.1,2").read())
assert len([value for row in answer for value in row]) == 2, answer
predictor.delete_model()
predictor.delete_endpoint(delete_endpoint_config=True)
try:
    boto3.client("sagemaker").describe_endpoint(EndpointName="sdk-endpoint")
    raise AssertionError("the endpoint is still there")
except boto3.client("sagemaker").exceptions.ClientError as error:
    assert "Could not find endpoint" in str(error), error
print("ok")
