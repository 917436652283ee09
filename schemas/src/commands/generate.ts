import { writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { readContracts } from '../avro/contract-files.ts';
import { differences, type GeneratedFile } from '../generate/differences.ts';
import { eventsDocument } from '../generate/events-document.ts';
import { contractsModule, typesModule } from '../generate/type-script.ts';
import { packageRoot, runCommand } from './run-command.ts';

await runCommand(async () => {
  const checkOnly = process.argv.includes('--check');
  const contracts = readContracts(packageRoot);
  const records = contracts.map((contract) => contract.model);
  const code: readonly GeneratedFile[] = [
    { path: join(packageRoot, 'src/generated/types.ts'), content: typesModule(records) },
    { path: join(packageRoot, 'src/generated/contracts.ts'), content: contractsModule(contracts) },
  ];
  const stale = [...differences(code)];
  if (!checkOnly) write(code);

  // The catalogue is built on the generated code, which may just have been written.
  const { events } = await import('../catalogue.ts');
  const { allTopics } = await import('../catalogue/topics.ts');
  const page: GeneratedFile = {
    path: join(packageRoot, '../docs/events.md'),
    content: eventsDocument({ topics: allTopics, events: Object.values(events), records }),
  };
  stale.push(...differences([page]));
  if (!checkOnly) write([page]);

  if (!checkOnly)
    return stale.length === 0 ? ['nothing to change'] : stale.map((line) => `written: ${shown(line)}`);
  if (stale.length === 0) return ['generated files agree with the .avsc files'];
  process.exitCode = 1;
  return [...stale.map(shown), 'Run `npm run schemas:generate` and commit what it writes.'];
});

function write(files: readonly GeneratedFile[]): void {
  for (const { path, content } of files) writeFileSync(path, content);
}

function shown(line: string): string {
  return relative(process.cwd(), line);
}
