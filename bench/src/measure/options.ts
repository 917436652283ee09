export type Options<Name extends string> = Readonly<Record<Name, number>>;

/**
 * The defaults with what the command line says instead. @throws Error for what is not a positive number
 */
export function readOptions<Name extends string>(
  defaults: Options<Name>,
  values: Readonly<Record<string, string | boolean | undefined>>,
): Options<Name> {
  const options: Record<Name, number> = { ...defaults };
  for (const name in defaults) {
    const given = values[name];
    if (given === undefined) continue;
    const number = Number(given);
    if (!(number > 0 && Number.isFinite(number))) {
      throw new Error(`--${name} is a positive number, not ${String(given)}`);
    }
    options[name] = number;
  }
  return options;
}
