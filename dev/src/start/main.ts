import { layoutOf, StackUnavailableError } from '../stack/index.ts';
import { untilAskedToStop } from '../stack/until-asked-to-stop.ts';
import { bringUp, type Running } from './bring-up.ts';
import { showEnding } from './ending.ts';
import { createSteps } from './steps.ts';

/** `npm start`: the whole system on this machine, and one order through it. */
const stopping = untilAskedToStop();
const steps = createSteps((line) => console.log(line));
let running: Running | undefined;

try {
  const outcome = await Promise.race([bringUp(layoutOf(process.env), steps), stopping]);
  // Asked to stop half-way: the guards end what is there as soon as this process is gone.
  if (typeof outcome === 'string') process.exit(130);
  running = outcome;
  showEnding(running, steps);
  await stopping;
  console.log('stopping');
  await running.stop();
  process.exit(0);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  if (!(error instanceof StackUnavailableError)) {
    console.error('(data of another version of the sources? npm run reset makes it anew)');
  }
  await running?.stop();
  process.exit(1);
}
