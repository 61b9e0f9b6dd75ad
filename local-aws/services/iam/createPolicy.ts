import type { CreatePolicyRequest, CreatePolicyResponse } from '@aws-sdk/client-iam';
import { AwsError } from '../../errors.ts';
import { compilePolicy } from '../../iam/compilePolicy.ts';
import { parsePolicy } from '../../iam/policyDocument.ts';
import type { ManagedPolicyRecord } from '../../iam/roleStore.ts';
import { operation } from '../../service.ts';
import { roleId } from '../sts/credentials.ts';
import { policyAnswer } from './answer.ts';
import { type IamContext, policyAccess } from './context.ts';

export const createPolicy = (context: IamContext) =>
  operation<CreatePolicyRequest, CreatePolicyResponse>({
    name: 'CreatePolicy',
    accepts: ['PolicyName', 'PolicyDocument', 'Path', 'Description'],
    inert: ['Tags'],
    required: ['PolicyName', 'PolicyDocument'],
    access: (input) => policyAccess('CreatePolicy', arnOf(context, input)),
    run: (input) => {
      const { PolicyName: name = '', PolicyDocument: document = '', Path: path = '/' } = input;
      const arn = arnOf(context, input);
      if (context.roles.findPolicy(arn)) {
        throw new AwsError(
          'EntityAlreadyExists',
          `A policy called ${name} already exists. Duplicate names are not allowed.`,
          {
            status: 409,
          },
        );
      }
      compilePolicy(parsePolicy(document, 'identity'), name);
      const now = context.cloud.clock.now();
      const record: ManagedPolicyRecord = {
        name,
        path,
        arn,
        id: roleId(arn).replace('AROA', 'ANPA'),
        ...(input.Description !== undefined && { description: input.Description }),
        versions: { v1: { document, createdAt: now } },
        defaultVersion: 'v1',
        createdAt: now,
        updatedAt: now,
      };
      context.roles.putPolicy(record);
      return { Policy: policyAnswer(record, 0) };
    },
  });

const arnOf = ({ cloud }: IamContext, { PolicyName, Path = '/' }: CreatePolicyRequest): string =>
  `arn:aws:iam::${cloud.account}:policy${Path}${PolicyName}`;
