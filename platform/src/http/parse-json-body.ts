import type { Problem, ProblemError } from './problem.ts';
import { invalidRequest } from './problem.ts';
import { pointerOf } from './validate.ts';

function notJson(detail: string): Problem {
  return invalidRequest([{ pointer: '', detail }]);
}

/** Linked to where it stands in: paths that are copied at each step would cost the square of the depth. */
interface Place {
  readonly parent: Place | undefined;
  readonly name: string;
  readonly value: unknown;
}

function pathTo(place: Place): readonly string[] {
  const path: string[] = [];
  for (let each = place; each.parent !== undefined; each = each.parent) path.push(each.name);
  return path.reverse();
}

function faultOfText(text: string): string | undefined {
  if (text.includes('\0')) return 'must not contain the character U+0000';
  return text.isWellFormed() ? undefined : 'must not contain half of a surrogate pair';
}

/** Without recursion: the depth is the sender's choice. */
function findFaults(root: unknown): ProblemError[] {
  const faults: ProblemError[] = [];
  const refuse = (place: Place, detail: string) =>
    void faults.push({ pointer: pointerOf(pathTo(place)), detail });
  const open: Place[] = [{ parent: undefined, name: '', value: root }];
  for (let place = open.pop(); place !== undefined; place = open.pop()) {
    const { value } = place;
    if (typeof value === 'string') {
      const detail = faultOfText(value);
      if (detail !== undefined) refuse(place, detail);
    } else if (typeof value === 'object' && value !== null) {
      for (const [name, each] of Object.entries(value)) {
        const inner: Place = { parent: place, name, value: each };
        if (name === '__proto__' || faultOfText(name) !== undefined) refuse(inner, 'is not a known field');
        else open.push(inner);
      }
    }
  }
  return faults;
}

// Only a text with one of these can hold what findFaults looks for, and few have: most bodies are spared the walk.
const suspicious = /\\u|__proto__/;

/**
 * Parses a body (undefined: its bytes were not UTF-8). Refuses, with a 400 problem, what is not JSON, and what schemas
 * let through but would fail further in: `__proto__` as a name, and text that Postgres cannot store.
 */
export function parseJsonBody(text: string | undefined): unknown {
  if (text === undefined) throw notJson('is not UTF-8 text');
  const parsed = tryParse(text);
  if (parsed === undefined) throw notJson('is not JSON');
  const faults = suspicious.test(text) ? findFaults(parsed.value) : [];
  if (faults.length > 0) throw invalidRequest(faults);
  return parsed.value;
}

function tryParse(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}
