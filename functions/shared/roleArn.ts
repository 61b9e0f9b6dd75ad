/** ARN of a role of this account, which the run's own execution names: `arn:<partition>:states:<region>:<account>:…`. */
export const roleArn = (name: string, { executionArn }: { executionArn: string }): string => {
  const [, partition = 'aws', , , account = ''] = executionArn.split(':');
  return `arn:${partition}:iam::${account}:role/${name}`;
};
