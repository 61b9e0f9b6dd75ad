# The AWS CLI ($AWS) against the laptop: high-level S3 commands, sync that settles, presign, and services of every protocol.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
aws() { "$AWS" --endpoint-url "$AWS_ENDPOINT_URL" --output text "$@"; }
bucket=$1

test "$(aws sts get-caller-identity --query Account)" = 123456789012
aws s3 mb "s3://$bucket"
mkdir -p tree/deep
echo hello > 'tree/a b.txt'
head -c 9000000 /dev/urandom > tree/deep/large.bin
aws s3 cp --recursive tree "s3://$bucket/tree" > /dev/null
aws s3 ls --recursive "s3://$bucket/tree" | grep -q 'tree/deep/large.bin'
test -z "$(aws s3 sync tree "s3://$bucket/tree")"
test -z "$(aws s3 sync "s3://$bucket/tree" tree)"
aws s3 sync "s3://$bucket/tree" back > /dev/null
cmp tree/deep/large.bin back/deep/large.bin
echo stdin | aws s3 cp - "s3://$bucket/stdin"
test "$(aws s3 cp "s3://$bucket/stdin" -)" = stdin
aws s3 mv "s3://$bucket/stdin" "s3://$bucket/moved" > /dev/null
url=$(aws s3 presign "s3://$bucket/moved")
test "$(curl -sf "$url")" = stdin
curl -s "${url}0" | grep -q SignatureDoesNotMatch
aws s3api put-object --bucket "$bucket" --key md5 --body 'tree/a b.txt' --content-md5 AAAAAAAAAAAAAAAAAAAAAA== 2>&1 | grep -q BadDigest
aws s3api head-object --bucket "$bucket" --key none 2>&1 | grep -q '404'
aws s3 rm --recursive "s3://$bucket" > /dev/null
aws s3 rb "s3://$bucket"

queue=$(aws sqs create-queue --queue-name "$bucket")
aws sqs send-message --queue-url "$queue" --message-body hello > /dev/null
test "$(aws sqs receive-message --queue-url "$queue" --query 'Messages[0].Body')" = hello
aws sqs get-queue-url --queue-name none 2>&1 | grep -q 'AWS.SimpleQueueService.NonExistentQueue\|QueueDoesNotExist'
topic=$(aws sns create-topic --name "$bucket")
aws sns publish --topic-arn "$topic" --message hello > /dev/null
aws dynamodb create-table --table-name "$bucket" --key-schema AttributeName=id,KeyType=HASH \
  --attribute-definitions AttributeName=id,AttributeType=S --billing-mode PAY_PER_REQUEST > /dev/null
aws dynamodb wait table-exists --table-name "$bucket"
aws dynamodb put-item --table-name "$bucket" --item '{"id":{"S":"a"},"n":{"N":"1"}}'
test "$(aws dynamodb get-item --table-name "$bucket" --key '{"id":{"S":"a"}}' --query Item.n.N)" = 1
aws logs create-log-group --log-group-name "/$bucket"
aws logs describe-log-groups --log-group-name-prefix "/$bucket" --query 'logGroups[0].logGroupName' | grep -q "/$bucket"
aws cloudwatch put-metric-data --namespace "$bucket" --metric-name m --value 1
aws cloudwatch list-metrics --namespace "$bucket" --query 'Metrics[0].MetricName' | grep -q m
aws kms list-keys > /dev/null
aws lambda list-functions > /dev/null
aws stepfunctions list-state-machines > /dev/null
aws scheduler list-schedules > /dev/null
aws events list-rules > /dev/null
aws sagemaker list-training-jobs > /dev/null
aws glue get-databases > /dev/null
aws glue list-blueprints 2>&1 | grep -q 'UnknownOperationException.*not supported by local-aws'
aws cloudformation describe-stacks --stack-name none 2>&1 | grep -q 'does not exist'
echo ok
