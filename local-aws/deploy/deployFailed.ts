/** Packaging or deploying failed; the message holds what the tool or the stack's events said. */
export class DeployFailed extends Error {
  override readonly name = 'DeployFailed';
}
