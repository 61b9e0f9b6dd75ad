import type { BatchGetDataQualityResultRequest, BatchGetDataQualityResultResponse } from '@aws-sdk/client-glue';
import { AwsError } from '../../errors.ts';
import { operation } from '../../service.ts';
import { resultAnswer } from './quality/answers.ts';
import { resultTable, rulesetArn } from './quality/records.ts';

const MOST = 10;

export const batchGetDataQualityResult = operation<BatchGetDataQualityResultRequest, BatchGetDataQualityResultResponse>(
  {
    name: 'BatchGetDataQualityResult',
    accepts: ['ResultIds'],
    required: ['ResultIds'],
    access: (_input, { cloud }) => [{ action: 'glue:BatchGetDataQualityResult', resource: rulesetArn(cloud, '*') }],
    run: ({ ResultIds = [] }, { cloud }) => {
      if (ResultIds.length === 0 || ResultIds.length > MOST)
        throw new AwsError('InvalidInputException', `ResultIds must have between 1 and ${MOST} ids`);
      const found = ResultIds.map((id) => ({ id, result: resultTable(cloud).get(id) }));
      return {
        Results: found.flatMap(({ result }) => (result ? [resultAnswer(result)] : [])),
        ResultsNotFound: found.filter(({ result }) => !result).map(({ id }) => id),
      };
    },
  },
);
