/** Applies `work` to each item, at most `limit` at a time; the results stand in the order of the items. */
export async function concurrently<Item, Result>(
  items: readonly Item[],
  limit: number,
  work: (item: Item) => Promise<Result>,
): Promise<readonly Result[]> {
  const results = new Map<number, Result>();
  const pending = items.entries();
  const lane = async () => {
    for (const [index, item] of pending) results.set(index, await work(item));
  };
  await Promise.all(Array.from({ length: limit }, lane));
  return [...results].sort(([a], [b]) => a - b).map(([, result]) => result);
}
