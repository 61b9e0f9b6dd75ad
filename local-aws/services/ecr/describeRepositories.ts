import type { DescribeRepositoriesRequest, DescribeRepositoriesResponse } from '@aws-sdk/client-ecr';
import { AwsError } from '../../errors.ts';
import { operation } from '../../service.ts';

/** The laptop runs no images of one's own, so that it has no repositories; deployment tools ask all the same. */
export const describeRepositories = operation<DescribeRepositoriesRequest, DescribeRepositoriesResponse>({
  name: 'DescribeRepositories',
  accepts: ['repositoryNames'],
  inert: ['registryId', 'maxResults', 'nextToken'],
  run: ({ repositoryNames = [] }, { cloud }) => {
    const [name] = repositoryNames;
    if (name === undefined) return { repositories: [] };
    throw new AwsError(
      'RepositoryNotFoundException',
      `The repository with name '${name}' does not exist in the registry with id '${cloud.account}'`,
    );
  },
});
