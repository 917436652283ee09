import { join } from 'node:path';
import { readContracts } from '../avro/contract-files.ts';
import { isReleased, readReleased } from '../check/released.ts';
import { DeployError } from '../deploy/deploy-error.ts';
import { registerSchemas } from '../deploy/register-schemas.ts';
import { packageRoot, requiredVariable, runCommand } from './run-command.ts';

await runCommand(async () => {
  const registryUrl = requiredVariable('SCHEMA_REGISTRY_URL', 'http://127.0.0.1:8080/apis/ccompat/v7');
  requireReleased();
  const registrations = await registerSchemas({ registryUrl });
  const changed = registrations.filter(({ changes }) => changes.length > 0);
  return [
    ...changed.map(({ subject, schemaId, changes }) => `${subject}: ${changes.join(', ')}, id ${schemaId}`),
    `${registrations.length} subjects, ${changed.length} changed`,
  ];
});

/** A registry keeps what it was given for good, so it is given only what was released. */
function requireReleased(): void {
  const released = readReleased(join(packageRoot, 'released'));
  const open = readContracts(packageRoot)
    .filter((contract) => !isReleased(contract, released.get(contract.model.name) ?? []))
    .map(({ path }) => path);
  if (open.length > 0) {
    throw new DeployError(
      `not released: ${open.join(', ')}; run \`npm run schemas:release -w schemas\` and commit it`,
    );
  }
}
