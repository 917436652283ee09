import { layoutOf } from './layout.ts';
import { startStack } from './start-stack.ts';
import { untilAskedToStop } from './until-asked-to-stop.ts';

/** `npm run stack`: the servers alone, for work on one service or for tools of one's own. */
const stopping = untilAskedToStop();
const stack = await startStack({
  layout: layoutOf(process.env),
  purpose: 'development',
  environment: process.env,
  report: (line) => console.error(line),
});
for (const [name, value] of Object.entries(stack.addresses)) console.log(`${name}=${value}`);
console.error(`the stack (${stack.kind}) is ready; Ctrl-C stops it`);
const idle = setInterval(() => undefined, 60_000);
await stopping;
clearInterval(idle);
await stack.stop();
