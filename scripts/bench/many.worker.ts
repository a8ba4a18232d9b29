// Makes up the rows of an office, in a thread, while another inserts them.
import { workerData } from 'node:worker_threads';
import Sqlite from 'better-sqlite3';
import type { Send } from './bulk.ts';
import type { Size } from './many.ts';
import { addInteractions } from './many-interactions.ts';
import { addPartners } from './many-partners.ts';
import { addPlans } from './many-plans.ts';
import { seeded } from './names.ts';
import { passing } from './passing.ts';

export type Rows = { table: string; columns: readonly string[]; values: Parameters<Send>[2] };

const { file, size } = workerData as { file: string; size: Size };
const pass = await passing();
const send: Send = (table, columns, values) => pass({ table, columns, values } satisfies Rows);
const raw = new Sqlite(file, { readonly: true });
const random = seeded(2026);
const partners = addPartners(raw, send, random, size);
addPlans(send, random, size, partners, addInteractions(send, random, size, partners));
raw.close();
