import { rm } from 'node:fs/promises';
import { inspectMachine } from '../../prerequisites.mjs';
import { removeComposeStack } from './docker/compose.ts';
import { layoutOf } from './layout.ts';
import { claimFolder, systemFolder } from './local/claim.ts';
import { developmentFolder } from './local/index.ts';

/** `npm run reset`: forgets all data of this checkout. Downloaded servers stay in the cache. */
const layout = layoutOf(process.env);
// A running system would lose the ground under its feet: this refuses while there is one.
for (const folder of [systemFolder(layout), developmentFolder(layout)]) {
  await claimFolder(folder).catch((error: Error) => {
    console.error(error.message);
    process.exit(1);
  });
}
if ((await inspectMachine()).docker) await removeComposeStack(layout);
for (const folder of [layout.data, layout.logs]) await rm(folder, { recursive: true, force: true });
console.log('all data of this checkout is gone; npm start makes it anew');
