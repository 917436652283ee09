import type { ProblemError } from './problem.ts';
import { invalidRequest } from './problem.ts';

/** Decodes one component; refuses malformed percent-encoding, and NUL, which Postgres cannot store. */
function decode(text: string, pointer: string): string {
  const decoded = tryDecode(text);
  if (decoded === undefined || decoded.includes('\0')) {
    const fault: ProblemError = { pointer, detail: 'is not well-formed percent-encoded UTF-8 text' };
    throw invalidRequest([fault]);
  }
  return decoded;
}

function tryDecode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** The path's parameters by name, decoded. Throws a 400 problem that names a malformed one. */
export function readParams(names: readonly string[], values: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name, index) => [name, decode(values[index] ?? '', `/path/${name}`)]));
}

/** The query's values by name, decoded; those of a repeated name as an array. Throws a 400 problem if it is malformed. */
export function readQuery(querystring: string): Record<string, string | readonly string[]> {
  if (querystring === '') return {};
  const values = new Map<string, string | readonly string[]>();
  for (const pair of querystring.split('&')) {
    if (pair === '') continue;
    const [rawName = '', ...rest] = pair.replaceAll('+', ' ').split('=');
    const name = decode(rawName, '/query');
    const value = decode(rest.join('='), `/query/${name}`);
    const before = values.get(name);
    values.set(name, before === undefined ? value : [...[before].flat(), value]);
  }
  // Unlike an assignment, this makes even `__proto__` an ordinary, and then unknown, field.
  return Object.fromEntries(values);
}
