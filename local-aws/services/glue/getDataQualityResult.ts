import type { GetDataQualityResultRequest, GetDataQualityResultResponse } from '@aws-sdk/client-glue';
import { operation } from '../../service.ts';
import { resultAnswer } from './quality/answers.ts';
import { findResult, rulesetArn } from './quality/records.ts';

export const getDataQualityResult = operation<GetDataQualityResultRequest, GetDataQualityResultResponse>({
  name: 'GetDataQualityResult',
  accepts: ['ResultId'],
  required: ['ResultId'],
  access: (_input, { cloud }) => [{ action: 'glue:GetDataQualityResult', resource: rulesetArn(cloud, '*') }],
  run: ({ ResultId = '' }, { cloud }) => resultAnswer(findResult(cloud, ResultId)),
});
