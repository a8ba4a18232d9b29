// Reads the office that was made and counts it, in a thread, while another writes what is derived from it.
import { workerData } from 'node:worker_threads';
import { openReading } from '../../server/database.ts';
import { countActivity } from '../../server/interactions/activity.bulk.ts';
import { searchParts, type SearchPart } from '../../server/search/bulk.ts';
import { passing } from './passing.ts';

export type Counted = ReturnType<typeof countActivity>;
export type Read = SearchPart;

const { file } = workerData as { file: string };
const pass = await passing();
const db = openReading(file);
pass(countActivity(db.rows) satisfies Counted);
for await (const part of searchParts(db)) pass(part satisfies Read);
await db.close();
