import {
  AddTagsCommand,
  CreateModelCommand,
  CreateModelPackageCommand,
  CreateModelPackageGroupCommand,
  DeleteModelPackageCommand,
  DeleteModelPackageGroupCommand,
  DeleteTagsCommand,
  DescribeModelCommand,
  DescribeModelPackageCommand,
  DescribeModelPackageGroupCommand,
  ListModelPackagesCommand,
  ListTagsCommand,
  UpdateModelPackageCommand,
} from '@aws-sdk/client-sagemaker';
import { BUCKET, image, type Laptop, ROLE, startLaptop } from './laptop.ts';

let laptop: Laptop;
const arn = (version: number) => `arn:aws:sagemaker:us-east-1:000000000000:model-package/credit-risk/${version}`;
const GROUP = 'arn:aws:sagemaker:us-east-1:000000000000:model-package-group/credit-risk';

const register = (changes = {}) =>
  laptop.sagemaker.send(
    new CreateModelPackageCommand({
      ModelPackageGroupName: 'credit-risk',
      ModelApprovalStatus: 'PendingManualApproval',
      InferenceSpecification: {
        Containers: [{ Image: image(), ModelDataUrl: `s3://${BUCKET}/models/night/output/model.tar.gz` }],
        SupportedContentTypes: ['text/csv'],
        SupportedResponseMIMETypes: ['text/csv'],
      },
      ModelMetrics: {
        ModelQuality: { Statistics: { ContentType: 'application/json', S3Uri: `s3://${BUCKET}/evaluation.json` } },
      },
      CustomerMetadataProperties: { auc: '0.87' },
      ...changes,
    }),
  );

beforeAll(async () => {
  laptop = await startLaptop();
  await laptop.sagemaker.send(
    new CreateModelPackageGroupCommand({
      ModelPackageGroupName: 'credit-risk',
      Tags: [{ Key: 'team', Value: 'risk' }],
    }),
  );
});

afterAll(() => laptop.close());

test('versions count up, and a deleted one is never given again', async () => {
  expect((await register()).ModelPackageArn).toBe(arn(1));
  expect((await register()).ModelPackageArn).toBe(arn(2));
  await laptop.sagemaker.send(new DeleteModelPackageCommand({ ModelPackageName: arn(2) }));

  expect((await register()).ModelPackageArn).toBe(arn(3));
});

test('approving keeps what was registered, tells the bus, and lets a model be made', async () => {
  const model = () =>
    laptop.sagemaker.send(
      new CreateModelCommand({
        ModelName: 'approved',
        ExecutionRoleArn: ROLE,
        PrimaryContainer: { ModelPackageName: arn(1) },
      }),
    );
  await expect(model()).rejects.toMatchObject({
    name: 'ValidationException',
    message: expect.stringMatching(/not approved/),
  });
  await laptop.sagemaker.send(
    new UpdateModelPackageCommand({
      ModelPackageArn: arn(1),
      ModelApprovalStatus: 'Approved',
      ApprovalDescription: 'second person',
      CustomerMetadataProperties: { ks: '0.5' },
      CustomerMetadataPropertiesToRemove: ['auc'],
    }),
  );
  const described = await laptop.sagemaker.send(new DescribeModelPackageCommand({ ModelPackageName: arn(1) }));
  await model();

  expect(described).toMatchObject({
    ModelPackageVersion: 1,
    ModelApprovalStatus: 'Approved',
    ApprovalDescription: 'second person',
    CustomerMetadataProperties: { ks: '0.5' },
    ModelMetrics: { ModelQuality: { Statistics: { S3Uri: `s3://${BUCKET}/evaluation.json` } } },
  });
  expect(laptop.events.at(-1)).toMatchObject({
    detailType: 'SageMaker Model Package State Change',
    detail: {
      ModelPackageGroupName: 'credit-risk',
      ModelApprovalStatus: 'Approved',
      UpdatedModelPackageFields: expect.arrayContaining(['ModelApprovalStatus', 'CustomerMetadataProperties']),
    },
  });
  const { PrimaryContainer } = await laptop.sagemaker.send(new DescribeModelCommand({ ModelName: 'approved' }));
  expect(PrimaryContainer).toMatchObject({ Image: image(), ModelPackageName: arn(1) });
});

test('the newest approved version is found', async () => {
  const { ModelPackageSummaryList } = await laptop.sagemaker.send(
    new ListModelPackagesCommand({
      ModelPackageGroupName: 'credit-risk',
      ModelApprovalStatus: 'Approved',
      SortBy: 'CreationTime',
      SortOrder: 'Descending',
      MaxResults: 1,
    }),
  );

  expect(ModelPackageSummaryList?.map(({ ModelPackageArn }) => ModelPackageArn)).toEqual([arn(1)]);
});

test('a group with versions is not deleted, what does not exist is refused by its ARN', async () => {
  await expect(
    laptop.sagemaker.send(new DeleteModelPackageGroupCommand({ ModelPackageGroupName: 'credit-risk' })),
  ).rejects.toMatchObject({ name: 'ValidationException' });
  await expect(
    laptop.sagemaker.send(new DescribeModelPackageGroupCommand({ ModelPackageGroupName: 'nobody' })),
  ).rejects.toMatchObject({
    name: 'ValidationException',
    message: expect.stringMatching(/model-package-group\/nobody does not exist/),
  });
});

test('tags are added, listed and removed', async () => {
  await laptop.sagemaker.send(new AddTagsCommand({ ResourceArn: GROUP, Tags: [{ Key: 'stage', Value: 'local' }] }));
  await laptop.sagemaker.send(new DeleteTagsCommand({ ResourceArn: GROUP, TagKeys: ['team'] }));

  const { Tags } = await laptop.sagemaker.send(new ListTagsCommand({ ResourceArn: GROUP }));
  expect(Tags).toEqual([{ Key: 'stage', Value: 'local' }]);
  await expect(laptop.sagemaker.send(new ListTagsCommand({ ResourceArn: `${GROUP}-nobody` }))).rejects.toMatchObject({
    name: 'ValidationException',
  });
});
