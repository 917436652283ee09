import { join } from 'node:path';
import { readContracts } from '../avro/contract-files.ts';
import { events } from '../catalogue.ts';
import { checkContracts } from '../check/check-contracts.ts';
import { isReleased, readReleased } from '../check/released.ts';
import { describeViolation } from '../check/violation.ts';
import { packageRoot, runCommand } from './run-command.ts';

await runCommand(async () => {
  const contracts = readContracts(packageRoot);
  const released = readReleased(join(packageRoot, 'released'));
  const violations = checkContracts({ contracts, released, events: Object.values(events) });
  if (violations.length > 0) {
    process.exitCode = 1;
    return [...violations.map(describeViolation), `rules broken: ${violations.length}`];
  }
  const changed = contracts.filter(
    (contract) => !isReleased(contract, released.get(contract.model.name) ?? []),
  );
  return [
    ...changed.map(({ model }) => `${model.name}: new or compatibly changed, not released yet`),
    `${contracts.length} contracts are FULL_TRANSITIVE with all released versions`,
  ];
});
