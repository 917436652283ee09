import { type FSWatcher, watch } from 'node:fs';
import { join } from 'node:path';
import type { Layout } from '../stack/index.ts';
import type { RunningProgram } from '../system/index.ts';

const QUIET_MS = 200;
/** A change here concerns everybody. */
const SHARED = ['platform', 'schemas'] as const;

/**
 * Restarts a service when a source file of its own, or of what all share, has changed. One watcher for all costs
 * far less memory than `node --watch` around each of them.
 */
export function restartOnChange(
  layout: Layout,
  programs: readonly RunningProgram[],
  report: (line: string) => void,
): { stop(): void } {
  const changed = new Map<RunningProgram, string>();
  let timer: NodeJS.Timeout | undefined;
  let turn = Promise.resolve();

  const restartChanged = (): void => {
    const batch = [...changed];
    changed.clear();
    turn = turn.then(async () => {
      await Promise.all(batch.map(([program, file]) => restart(program, file, report)));
    });
  };
  const note = (concerned: readonly RunningProgram[], file: string): void => {
    if (!file.endsWith('.ts') || file.endsWith('.test.ts')) return;
    for (const program of concerned) changed.set(program, file);
    clearTimeout(timer);
    timer = setTimeout(restartChanged, QUIET_MS);
  };
  const watchSources = (folder: string, concerned: readonly RunningProgram[]): FSWatcher =>
    watch(join(layout.checkout, folder, 'src'), { recursive: true }, (_event, file) =>
      note(concerned, `${folder}/src/${file ?? ''}`),
    );

  const watchers = [
    ...SHARED.map((folder) => watchSources(folder, programs)),
    ...programs.map((program) => watchSources(`services/${program.name}`, [program])),
  ];
  return {
    stop: () => {
      clearTimeout(timer);
      for (const watcher of watchers) watcher.close();
    },
  };
}

async function restart(program: RunningProgram, file: string, report: (line: string) => void): Promise<void> {
  const from = performance.now();
  try {
    await program.restart();
    report(`${program.name} restarted in ${((performance.now() - from) / 1000).toFixed(1)} s (${file})`);
  } catch (error) {
    report(`${program.name} did not start: ${error instanceof Error ? error.message : String(error)}`);
  }
}
