import { kindOfFile } from './file-kind.rules.ts';
import { Refusal, type Parsed, type ParsedEvent, type Reading } from './parsed.rules.ts';

/** What a file says, whatever its name: its meetings or its mail, or the reason for which it has none. */
export async function readFile(bytes: Uint8Array, reading: Reading): Promise<Parsed> {
  const kind = kindOfFile(bytes);
  if (kind.is === 'other') return { refusal: { code: kind.code } };
  const broken = { calendar: 'broken_calendar', mail: 'broken_mail', outlook: 'broken_outlook' }[kind.is];
  try {
    return { events: await eventsOf(kind.is, bytes, reading) };
  } catch (error) {
    // What is in a file is not ours: whatever a library stumbles on in it, the file is what is broken.
    return { refusal: error instanceof Refusal ? error.said : { code: broken } };
  }
}

async function eventsOf(kind: 'calendar' | 'mail' | 'outlook', bytes: Uint8Array, reading: Reading): Promise<ParsedEvent[]> {
  if (kind === 'calendar') return (await import('./read-calendar.ts')).readCalendar(bytes, reading);
  if (kind === 'mail') return (await import('./read-mail.ts')).readMail(bytes, reading);
  return (await import('./read-outlook.ts')).readOutlook(bytes, reading);
}
