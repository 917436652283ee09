/** What of a `.cpuprofile` (V8's format) is needed here. */
export interface CpuProfile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number };
  }[];
  /** The node that ran at each sample. */
  readonly samples: readonly number[];
  /** Microseconds since the sample before. */
  readonly timeDeltas: readonly number[];
}

export interface Cost {
  readonly what: string;
  readonly milliseconds: number;
}

/** Whatever the process waited in. */
const idle = new Set(['(idle)', '(program)', '(root)']);

/** Time in functions themselves, most first: by function, and by package. */
export function selfTimes(profile: CpuProfile): {
  readonly functions: readonly Cost[];
  readonly packages: readonly Cost[];
} {
  const frames = new Map(profile.nodes.map(({ id, callFrame }) => [id, callFrame]));
  const functions = new Map<string, number>();
  const packages = new Map<string, number>();
  profile.samples.forEach((id, index) => {
    const frame = frames.get(id);
    if (frame === undefined || idle.has(frame.functionName)) return;
    const milliseconds = (profile.timeDeltas[index] ?? 0) / 1_000;
    const origin = packageOf(frame.url, frame.functionName);
    const name = `${frame.functionName || '(anonymous)'}  ${origin}:${fileOf(frame.url)}:${frame.lineNumber + 1}`;
    functions.set(name, (functions.get(name) ?? 0) + milliseconds);
    packages.set(origin, (packages.get(origin) ?? 0) + milliseconds);
  });
  return { functions: byCost(functions), packages: byCost(packages) };
}

/** The npm package, the folder of this repository, or the runtime itself. */
export function packageOf(url: string, functionName: string): string {
  if (functionName === '(garbage collector)') return 'garbage collector';
  const installed = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1];
  if (installed !== undefined) return installed;
  const own = /\/((?:services\/)?[^/]+\/src\/[^/]+)/.exec(url)?.[1];
  if (own !== undefined) return own;
  return url.startsWith('node:') ? url.split('/').slice(0, 2).join('/') : 'runtime';
}

function fileOf(url: string): string {
  return url.split('/').slice(-2).join('/');
}

function byCost(times: ReadonlyMap<string, number>): Cost[] {
  return [...times]
    .map(([what, milliseconds]) => ({ what, milliseconds }))
    .toSorted((a, b) => b.milliseconds - a.milliseconds);
}
