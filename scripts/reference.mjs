// npm run reference: brings this release's reference data into the office, as every start does.
import { runScript, say } from './support/console.mjs';
import { withOffice } from './support/office.mjs';
import { fillOffice } from '../server/startup.ts';

await runScript(() =>
  withOffice(async (db) => {
    const { release, created, updated, kept, unchanged } = await fillOffice(db);
    console.log(
      say(
        `✓ Données de référence ${release} : ${created} nouvelles, ${updated} mises à jour, ${kept} gardées telles que modifiées ici, ${unchanged} inchangées`,
        `✓ Reference data ${release}: ${created} new, ${updated} updated, ${kept} kept as edited here, ${unchanged} unchanged`,
      ),
    );
  }),
);
