/** One published record: its parsed `.avsc` with the type of the payload that it describes. */
export interface Contract<Payload> {
  /** Full name of the record, e.g. `orpheus.orders.OrderCreated`. */
  readonly record: string;
  /** The parsed `.avsc`. */
  readonly schema: Readonly<Record<string, unknown>>;
  /** Only for the type checker; never present at run time. */
  readonly payload?: Payload;
}
