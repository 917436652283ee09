/** What is wrong with one field; the path leads to it from the root of what was sent. */
export interface Fault {
  readonly path: readonly (string | number)[];
  readonly detail: string;
}

export function fault(detail: string, ...path: readonly (string | number)[]): Fault {
  return { path, detail };
}

/** The same fault, seen from a place further out. */
export function within(prefix: readonly (string | number)[], inner: Fault): Fault {
  return { path: [...prefix, ...inner.path], detail: inner.detail };
}
