import { existsSync, readFileSync } from 'node:fs';

/** A file that is generated: its absolute path and what it should hold. */
export interface GeneratedFile {
  readonly path: string;
  readonly content: string;
}

/** What is wrong with each file that is not as it would be generated now: nothing, if all are. */
export function differences(files: readonly GeneratedFile[]): readonly string[] {
  return files.flatMap(({ path, content }) => {
    const existing = readIfThere(path);
    if (existing === content) return [];
    if (existing === undefined) return [`${path}: missing`];
    return [`${path}: differs from line ${firstDifferentLine(existing, content)}`];
  });
}

function firstDifferentLine(a: string, b: string): number {
  const left = a.split('\n');
  const right = b.split('\n');
  const index = left.findIndex((line, at) => line !== right[at]);
  return (index === -1 ? Math.min(left.length, right.length) : index) + 1;
}

function readIfThere(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}
