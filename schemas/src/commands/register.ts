import { registerSchemas } from '../deploy/register-schemas.ts';
import { requiredVariable, runCommand } from './run-command.ts';

await runCommand(async () => {
  const registryUrl = requiredVariable('SCHEMA_REGISTRY_URL', 'http://127.0.0.1:8080/apis/ccompat/v7');
  const registrations = await registerSchemas({ registryUrl });
  const changed = registrations.filter(({ changes }) => changes.length > 0);
  return [
    ...changed.map(({ subject, schemaId, changes }) => `${subject}: ${changes.join(', ')}, id ${schemaId}`),
    `${registrations.length} subjects, ${changed.length} changed`,
  ];
});
