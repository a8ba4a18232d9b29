// npm run reindex: builds what is derived anew from the records: the search index and the counts by month.
import { runScript, say } from './support/console.mjs';
import { withOffice } from './support/office.mjs';
import { rebuildActivity } from '../server/interactions/activity.ts';
import { fillSearch, isHalfFilled } from '../server/search/rebuild.ts';

// Beside a running server: short transactions with rests between them, so that nobody waits.
const [slice, rest] = [15, 10];
const stop = new AbortController();
process.once('SIGINT', () => stop.abort());

await runScript(() =>
  withOffice(async (db) => {
    const resume = process.argv.includes('--resume') && (await isHalfFilled(db));
    let said = Date.now();
    const { count, complete } = await fillSearch(db, {
      slice,
      rest,
      resume,
      signal: stop.signal,
      onProgress({ type, done }) {
        if (Date.now() - said < 2_000) return;
        said = Date.now();
        console.log(say(`  ${type} : ${done} fiches`, `  ${type}: ${done} records`));
      },
    });
    if (!complete) {
      console.log(
        say(`Arrêté après ${count} fiches : l’index reste utilisable; « npm run reindex -- --resume » reprend où il en était.`,
          `Stopped after ${count} records: the index goes on working; "npm run reindex -- --resume" takes it from there.`),
      );
      return 130;
    }
    console.log(say(`✓ Index de recherche : ${count} fiches`, `✓ Search index: ${count} records`));
    const held = await rebuildActivity(db);
    console.log(say(`✓ Comptes par mois : ${held} échanges tenus`, `✓ Counts by month: ${held} interactions held`));
  }),
);
