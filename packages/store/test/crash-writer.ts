// Writes change sets of five records without end and says each number once it is acknowledged. Ended by SIGKILL.
import { openWorkspace } from '../src/index.ts';
import { create, orders } from './fixtures.ts';

const [file = '', from = '0'] = process.argv.slice(2);
const store = await openWorkspace({ kind: 'sqlite', file });
for (let n = Number(from); ; n++) {
  const records = Object.fromEntries(
    [0, 1, 2, 3, 4].map((i) => [`rec${n}x${i}`, { fldcode: `${n}`, fldcustomer: ['recfirst'] }]),
  );
  await create(store, orders.id, records);
  process.stdout.write(`${n}\n`);
}
