/** A deploy step could not be done; the message says what to look at. */
export class DeployError extends Error {
  override readonly name = 'DeployError';
}
