import { createHash } from 'node:crypto';

/** Path of a released version -> its SHA-256, so that one which vanishes or changes is noticed. */
export type Checksums = ReadonlyMap<string, string>;

export function checksumOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** The format of `sha256sum`, so that `sha256sum -c` can check it too. */
export function checksumsText(checksums: Checksums): string {
  return [...checksums]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, sum]) => `${sum}  ${path}\n`)
    .join('');
}

export function parseChecksums(text: string): Checksums {
  const lines = text.split('\n').filter((line) => line !== '');
  return new Map(lines.map((line): [string, string] => [line.slice(66), line.slice(0, 64)]));
}
