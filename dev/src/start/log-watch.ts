import { createReadStream, type FSWatcher, watch } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { createInterface } from 'node:readline';

const WARNING = 40;

/** Empties the files, and from then on gives the lines in them that somebody should see. */
export async function watchLogs(
  files: readonly string[],
  show: (line: string) => void,
): Promise<{ stop(): void }> {
  const watchers: FSWatcher[] = [];
  for (const file of files) {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, '');
    const name = basename(file, '.log');
    let read = 0;
    let turn = Promise.resolve();
    const readOn = async (): Promise<void> => {
      const stream = createReadStream(file, { start: read });
      stream.on('data', (chunk) => {
        read += chunk.length;
      });
      for await (const line of createInterface({ input: stream })) {
        if (isWorthShowing(line)) show(`${name}: ${line}`);
      }
    };
    watchers.push(
      watch(file, () => {
        turn = turn.then(readOn).catch(() => undefined);
      }),
    );
  }
  return {
    stop: () => {
      for (const watcher of watchers) watcher.close();
    },
  };
}

/** Warnings and worse, and what is no log line at all: most likely the last words of a process. */
export function isWorthShowing(line: string): boolean {
  if (line.trim() === '') return false;
  if (!line.startsWith('{')) return true;
  try {
    const entry: unknown = JSON.parse(line);
    const level: unknown =
      typeof entry === 'object' && entry !== null ? Reflect.get(entry, 'level') : undefined;
    if (typeof level === 'number') return level >= WARNING;
    return level === 'warn' || level === 'error' || level === 'fatal';
  } catch {
    return false;
  }
}
