import { join } from 'node:path';
import { readContracts } from '../avro/contract-files.ts';
import { events } from '../catalogue.ts';
import { checkContracts } from '../check/check-contracts.ts';
import { readReleased, release } from '../check/released.ts';
import { describeViolation } from '../check/violation.ts';
import { packageRoot, runCommand } from './run-command.ts';

await runCommand(async () => {
  const folder = join(packageRoot, 'released');
  const contracts = readContracts(packageRoot);
  const violations = checkContracts({
    contracts,
    released: readReleased(folder),
    events: Object.values(events),
  });
  if (violations.length > 0) {
    process.exitCode = 1;
    return [...violations.map(describeViolation), 'nothing was released'];
  }
  const written = release(folder, packageRoot, contracts);
  return written.length === 0 ? ['nothing to release'] : written.map((path) => `released ${path}`);
});
