import { randomInt } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { dirname } from 'node:path';

export type Ports = Readonly<Record<string, number>>;

/**
 * A port for each name: the remembered one while it is free, else one that the system picks.
 * `isFree(port)` and `pick()` are the network; a port is never given twice.
 */
export async function choosePorts(
  names: readonly string[],
  remembered: Ports,
  network: { isFree: (port: number) => Promise<boolean>; pick: () => Promise<number> },
): Promise<Ports> {
  const chosen = new Map<string, number>();
  for (const name of names) {
    const before = remembered[name];
    const reusable =
      before !== undefined && ![...chosen.values()].includes(before) && (await network.isFree(before));
    let port = reusable ? before : await network.pick();
    while (!reusable && [...chosen.values()].includes(port)) port = await network.pick();
    chosen.set(name, port);
  }
  return Object.fromEntries(chosen);
}

/** Chooses ports on 127.0.0.1 and remembers them in `file`, so that the next start finds the same addresses. */
export async function rememberedPorts(
  file: string,
  names: readonly string[],
  preferred: Ports = {},
): Promise<Ports> {
  const before = await readPorts(file);
  const ports = await choosePorts(names, { ...preferred, ...before }, { isFree, pick });
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `${JSON.stringify({ ...before, ...ports }, null, 2)}\n`);
  return ports;
}

/** The ports that `file` remembers; none when it is not there. */
export async function readPorts(file: string): Promise<Ports> {
  const text = await readFile(file, 'utf8').catch(() => '{}');
  const parsed: unknown = JSON.parse(text);
  if (typeof parsed !== 'object' || parsed === null) return {};
  return Object.fromEntries(
    Object.entries(parsed).filter((entry): entry is [string, number] => typeof entry[1] === 'number'),
  );
}

/** Whether something could listen on this port of 127.0.0.1 now. */
export function isFree(port: number): Promise<boolean> {
  return listenOnce(port).then(
    () => true,
    () => false,
  );
}

/**
 * A port that is free now. Taken from below the range out of which systems serve outgoing connections: one of
 * those could get the port between this look and the server's start.
 */
export async function pick(): Promise<number> {
  for (;;) {
    const port = randomInt(20_000, 30_000);
    if (await isFree(port)) return port;
  }
}

function listenOnce(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve()));
  });
}
