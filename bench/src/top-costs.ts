import { renderTable } from './measure/table.ts';
import { readProfile } from './profile/read-profile.ts';
import { type Cost, selfTimes } from './profile/self-times.ts';

/** `top-costs.ts FILE...`: where the time of CPU profiles went. */
const most = 25;

function render(title: string, costs: readonly Cost[]): string {
  const total = costs.reduce((sum, each) => sum + each.milliseconds, 0);
  const rows = costs.slice(0, most).map(({ what, milliseconds }) => {
    const share = `${((100 * milliseconds) / total).toFixed(1)} %`;
    return [share, Math.round(milliseconds), what];
  });
  return renderTable(['share', 'ms', title], rows);
}

const files = process.argv.slice(2);
if (files.length === 0) throw new Error('which profiles? top-costs.ts FILE...');
for (const file of files) {
  const { functions, packages } = selfTimes(await readProfile(file));
  console.log(`${file}\n\n${render('package', packages)}\n\n${render('function', functions)}\n`);
}
