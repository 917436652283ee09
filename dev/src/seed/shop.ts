import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';

const FOLDER = resolve(import.meta.dirname, '../../seed');

export interface SeedCategory {
  readonly slug: string;
  /** Empty at the top of the tree; a parent stands above its children in the file. */
  readonly parent: string;
  readonly name: string;
}

export interface SeedProduct {
  readonly sku: string;
  /** Slug. */
  readonly category: string;
  readonly name: string;
  readonly description: string;
  readonly prices: readonly { readonly amountMinor: number; readonly currency: string }[];
  readonly attributes: Readonly<Record<string, string>>;
  readonly stock: number;
}

export interface Shop {
  readonly categories: readonly SeedCategory[];
  readonly products: readonly SeedProduct[];
}

/** The shop for musicians that `npm start` opens, out of `dev/seed/*.csv`. */
export async function readShop(): Promise<Shop> {
  const categories = await readTable('categories.csv');
  const products = await readTable('products.csv');
  return {
    categories: categories.map((row) => ({ slug: row('slug'), parent: row('parent'), name: row('name') })),
    products: products.map((row) => ({
      sku: row('sku'),
      category: row('category'),
      name: row('name'),
      description: row('description'),
      prices: [
        { amountMinor: Number(row('usd')), currency: 'USD' },
        { amountMinor: Number(row('eur')), currency: 'EUR' },
      ],
      attributes: Object.fromEntries(row('attributes').split(',').map(pair)),
      stock: Number(row('stock')),
    })),
  };
}

type Row = (column: string) => string;

async function readTable(file: string): Promise<Row[]> {
  const [header = '', ...lines] = (await readFile(join(FOLDER, file), 'utf8')).trimEnd().split('\n');
  const columns = header.split(';');
  return lines.map((line, index) => {
    const cells = line.split(';');
    if (cells.length !== columns.length) throw new Error(`${file}:${index + 2} has ${cells.length} columns`);
    return (column) => cells[columns.indexOf(column)] ?? '';
  });
}

function pair(text: string): [string, string] {
  const [name = '', value = ''] = text.split('=');
  return [name, value];
}
