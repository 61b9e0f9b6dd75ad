import { NightjarError } from './errors.ts';

/** AWS's registry accounts of the SageMaker framework images, by region. Source: the image tables of the SageMaker Python SDK. */
const accounts: Record<string, string> = {
  'af-south-1': '510948584623',
  'ap-east-1': '651117190479',
  'ap-northeast-1': '354813040037',
  'ap-northeast-2': '366743142698',
  'ap-northeast-3': '867004704886',
  'ap-south-1': '720646828776',
  'ap-southeast-1': '121021644041',
  'ap-southeast-2': '783357654285',
  'ap-southeast-3': '951798379941',
  'ca-central-1': '341280168497',
  'eu-central-1': '492215442770',
  'eu-north-1': '662702820516',
  'eu-south-1': '978288397137',
  'eu-west-1': '141502667606',
  'eu-west-2': '764974769150',
  'eu-west-3': '659782779980',
  'il-central-1': '898809789911',
  'me-central-1': '272398656194',
  'me-south-1': '801668240914',
  'sa-east-1': '737474898029',
  'us-east-1': '683313688378',
  'us-east-2': '257758044811',
  'us-west-1': '746614075791',
  'us-west-2': '246618743249',
};

/** Address of a SageMaker framework image: `sagemaker-xgboost`, `3.2-0`. */
export const imageUri = (repository: string, version: string, region: string): string => {
  const account = accounts[region];
  if (!account)
    throw new NightjarError(
      'PipelineInvalid',
      `no registry account of SageMaker's images is known for region ${region}: add it to functions/shared/images.ts`,
    );
  return `${account}.dkr.ecr.${region}.amazonaws.com/${repository}:${version}`;
};
