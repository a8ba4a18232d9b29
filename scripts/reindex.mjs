// npm run reindex: builds the search index anew from the records.
import { runScript, say } from './support/console.mjs';
import { withOffice } from './support/office.mjs';
import { rebuildSearch } from '../server/search/rebuild.ts';

await runScript(() =>
  withOffice(async (db) => {
    const count = await rebuildSearch(db);
    console.log(say(`✓ Index de recherche : ${count} fiches`, `✓ Search index: ${count} records`));
  }),
);
