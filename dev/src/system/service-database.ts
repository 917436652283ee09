import pg from 'pg';

/** For development and tests only: whoever reaches the server there may read everything anyway. */
const PASSWORD = 'orpheus';

/**
 * A database and a role of the same name that owns it; no other role may connect. Safe to repeat.
 * @param superuserUrl may create databases and roles
 * @returns the role's own URL of that database
 */
export async function ensureServiceDatabase(superuserUrl: string, name: string): Promise<string> {
  await withClient(superuserUrl, async (client) => {
    const quoted = client.escapeIdentifier(name);
    const role = await client.query('select 1 from pg_roles where rolname = $1', [name]);
    if (role.rowCount === 0) await client.query(`create role ${quoted} login`);
    await client.query(`alter role ${quoted} password ${client.escapeLiteral(PASSWORD)}`);
    const database = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (database.rowCount === 0) await client.query(`create database ${quoted} owner ${quoted}`);
    await client.query(`revoke all on database ${quoted} from public`);
  });
  const url = new URL(superuserUrl);
  url.username = name;
  url.password = PASSWORD;
  url.pathname = `/${name}`;
  return url.href;
}

/** Ends its connections and removes the database and its role. */
export async function dropServiceDatabase(superuserUrl: string, name: string): Promise<void> {
  await withClient(superuserUrl, async (client) => {
    const quoted = client.escapeIdentifier(name);
    await client.query(`drop database if exists ${quoted} with (force)`);
    await client.query(`drop role if exists ${quoted}`);
  });
}

async function withClient(url: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
