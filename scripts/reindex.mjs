// npm run reindex: builds what is derived anew from the records: the search index and the counts by month.
import { runScript, say } from './support/console.mjs';
import { withOffice } from './support/office.mjs';
import { rebuildActivity } from '../server/interactions/activity.ts';
import { rebuildSearch } from '../server/search/rebuild.ts';

await runScript(() =>
  withOffice(async (db) => {
    const count = await rebuildSearch(db);
    console.log(say(`✓ Index de recherche : ${count} fiches`, `✓ Search index: ${count} records`));
    const held = await rebuildActivity(db);
    console.log(say(`✓ Comptes par mois : ${held} échanges tenus`, `✓ Counts by month: ${held} interactions held`));
  }),
);
