// npm run reindex: builds what is derived anew from the records: the search index, the counts by month, the counters of
// interactions, and who knows whom.
import { runScript, say } from './support/console.mjs';
import { withOffice } from './support/office.mjs';
import { readConfig } from '../server/config.ts';
import { rebuildContactTally } from '../server/contacts/contact-tally.tables.ts';
import { rebuildKnownByInParts } from '../server/contacts/known-by.tables.ts';
import { countActivityAlone } from '../server/interactions/activity.bulk.ts';
import { rebuildActivity } from '../server/interactions/activity.ts';
import { repairTally } from '../server/interactions/tally.repair.ts';
import { fillSearchAlone } from '../server/search/bulk.ts';
import { fillSearch, isHalfFilled } from '../server/search/rebuild.ts';

// Beside a running server: short transactions with rests between them, so that nobody waits.
const [slice, rest] = [15, 10];
const resume = process.argv.includes('--resume');

/** @param {number} count */
const sayIndexed = (count) => console.log(say(`✓ Index de recherche : ${count} fiches`, `✓ Search index: ${count} records`));
/** @param {number} held */
const sayCounted = (held) => console.log(say(`✓ Comptes par mois : ${held} échanges tenus`, `✓ Counts by month: ${held} interactions held`));

await runScript(async () => {
  const { databaseFile } = readConfig();
  // What an earlier release left is brought up to date first.
  const isBegun = await withOffice(isHalfFilled);
  const count = resume && isBegun ? null : await fillSearchAlone(databaseFile);
  if (count === null) return withOffice(reindexBeside);
  sayIndexed(count);
  sayCounted((await countActivityAlone(databaseFile)) ?? (await withOffice(rebuildActivity)));
  await withOffice(countRest);
});

/** @param {import('../server/database.ts').Database} db */
async function reindexBeside(db) {
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort());
  let said = Date.now();
  const { count, complete } = await fillSearch(db, {
    slice,
    rest,
    resume,
    signal: stop.signal,
    onProgress({ type, done }) {
      if (Date.now() - said < 2_000) return;
      said = Date.now();
      console.log(say(`  ${type} : ${done} fiches`, `  ${type}: ${done} records`));
    },
  });
  if (!complete) {
    console.log(
      say(`Arrêté après ${count} fiches : l’index reste utilisable; « npm run reindex -- --resume » reprend où il en était.`,
        `Stopped after ${count} records: the index goes on working; "npm run reindex -- --resume" takes it from there.`),
    );
    return 130;
  }
  sayIndexed(count);
  sayCounted(await rebuildActivity(db));
  await countRest(db);
}

/** @param {import('../server/database.ts').Database} db */
async function countRest(db) {
  const wrong = await repairTally(db, rest);
  console.log(say(`✓ Compteurs des échanges : ${wrong} corrigés`, `✓ Counters of interactions: ${wrong} put right`));
  await db.write(rebuildContactTally);
  const count = await rebuildKnownByInParts(db, rest);
  console.log(say(`✓ Qui connaît qui : ${count} personnes`, `✓ Who knows whom: ${count} people`));
}
