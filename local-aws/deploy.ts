/** From the project's files to a stack on the laptop: packaging with osls, deploying through CloudFormation. */
export { DeployFailed } from './deploy/deployFailed.ts';
export { deployPackage } from './deploy/deployPackage.ts';
export { packageProject } from './deploy/packageProject.ts';
