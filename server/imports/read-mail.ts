import { createHash } from 'node:crypto';
import PostalMime, { type Address, type Attachment, type Email } from 'postal-mime';
import { Refusal, type ParsedEvent, type ParsedPerson, type Reading, type Said } from './parsed.rules.ts';
import { addressOf, readCalendar } from './read-calendar.ts';
import { isLong, line, paragraphs, plainSubject, textOfHtml } from './text.rules.ts';

const maxPeople = 300;
const rights = /^application\/x-microsoft-rpmsg-message/i;

/**
 * What a mail (RFC 5322 with MIME) says: the invitation in it, or else the mail itself as an exchange of letters.
 * Its pictures and what it points to are left alone. Throws Refusal.
 */
export async function readMail(bytes: Uint8Array, reading: Reading): Promise<ParsedEvent[]> {
  const mail = await parseMail(bytes);
  const type = mail.headers.find(({ key }) => key === 'content-type')?.value ?? '';
  if (isEncrypted(mail, type)) throw new Refusal('encrypted');
  const invitation = mail.attachments.find(isCalendar);
  if (invitation) {
    const others = mail.attachments.filter((one) => one !== invitation && !isCalendar(one));
    return readCalendar(bytesOf(invitation), reading).map((event) => ({ ...event, notices: [...event.notices, ...leftOut(others)] }));
  }
  return [mailAsEvent(mail, type, reading)];
}

async function parseMail(bytes: Uint8Array): Promise<Email> {
  try {
    // A mail passed on inside another one is an attachment: its words are not those of this one.
    return await PostalMime.parse(withoutMailboxLine(bytes), { forceRfc822Attachments: true, maxNestingDepth: 50, maxHeadersSize: 1024 * 1024 });
  } catch {
    throw new Refusal('broken_mail');
  }
}

/** Some programs put the line of a mailbox (« From … ») before the mail. */
function withoutMailboxLine(bytes: Uint8Array): Uint8Array {
  const isMarked = Buffer.from(bytes.subarray(0, 5)).toString('latin1') === 'From ';
  return isMarked ? bytes.subarray(bytes.indexOf(0x0a) + 1) : bytes;
}

function isEncrypted(mail: Email, type: string): boolean {
  if (/^multipart\/encrypted/i.test(type.trim())) return true;
  if (/^application\/(x-)?pkcs7-mime/i.test(type.trim()) && !/smime-type="?(signed-data|certs-only)/i.test(type)) return true;
  if (/^\s*-----BEGIN PGP MESSAGE-----/.test(mail.text ?? '')) return true;
  return mail.attachments.some(({ mimeType, filename }) => rights.test(mimeType) || /\.rpmsg$/i.test(filename ?? ''));
}

const isCalendar = ({ mimeType, filename }: Attachment): boolean =>
  mimeType === 'text/calendar' || mimeType === 'application/ics' || /\.ics$/i.test(filename ?? '');
const isTnef = ({ mimeType, filename }: Attachment): boolean => /ms-tnef/i.test(mimeType) || /^winmail\.dat$/i.test(filename ?? '');
const isPart = ({ mimeType, related }: Attachment): boolean => related === true || /^application\/(x-)?pkcs7-signature|pgp-signature/i.test(mimeType);

function bytesOf({ content }: Attachment): Uint8Array {
  if (typeof content === 'string') return Buffer.from(content, 'utf8');
  return content instanceof Uint8Array ? content : new Uint8Array(content);
}

/** Attachments are named, not kept. */
export function leftOut(attachments: readonly { filename?: string | null }[]): Said[] {
  const names = attachments.flatMap(({ filename }) => line(filename, 100) ?? []);
  if (attachments.length === 0) return [];
  const shown = names.slice(0, 5).join(', ');
  return [{ code: 'attachments', values: { names: names.length > 5 ? `${shown}…` : shown || '?' } }];
}

function mailAsEvent(mail: Email, type: string, reading: Reading): ParsedEvent {
  const notices: Said[] = [];
  const subject = plainSubject(mail.subject);
  if (!subject) notices.push({ code: 'no_subject' });
  const sentAt = sentOf(mail, reading.now);
  if (!sentAt) notices.push({ code: 'no_date_mail' });
  const startsAt = (sentAt ?? reading.now).toISOString();
  const body = bodyOf(mail);
  if (isLong(body)) notices.push({ code: 'shortened' });
  if (/pkcs7-mime/i.test(type)) notices.push({ code: 'signed_body' });
  if (mail.attachments.some(isTnef)) notices.push({ code: 'tnef' });
  notices.push(...leftOut(mail.attachments.filter((one) => !isTnef(one) && !isPart(one))));
  const people = mailPeople([mail.from ?? mail.sender, ...(mail.to ?? []), ...(mail.cc ?? [])]);
  if (!mail.from && !mail.sender && people.length === 0 && !subject && !body) throw new Refusal('empty_mail');
  return {
    ...mailEvent,
    uid: messageUid(mail.messageId, [people[0]?.email, mail.date, mail.subject, body]),
    subject,
    startsAt,
    timeZone: reading.timeZone,
    summary: paragraphs(body),
    people,
    notices,
  };
}

/** What every mail is. */
export const mailEvent = {
  source: 'mail',
  action: 'invite',
  kind: 'email',
  sequence: null,
  stampAt: null,
  location: null,
  endsAt: null,
  isAllDay: false,
  language: null,
  isPrivate: false,
} as const;

/** The Message-ID without its brackets; without one, a mark drawn from what the mail says. */
export function messageUid(messageId: string | null | undefined, said: readonly unknown[]): string {
  const id = line(messageId)?.replace(/^<|>$/g, '') ?? '';
  if (id.length > 0 && id.length <= 400) return id;
  return `${createHash('sha256').update(JSON.stringify(said)).digest('hex').slice(0, 32)}@sans-message-id`;
}

/** When it was sent: its date, or else the first time that a server says it took it; never after `now` by more than a day. */
function sentOf(mail: Email, now: Date): Date | null {
  const received = mail.headers.filter(({ key }) => key === 'received').map(({ value }) => value.split(';').at(-1) ?? '');
  return soundDate([mail.date, ...received.toReversed()], now);
}

export function soundDate(candidates: readonly (string | null | undefined)[], now: Date): Date | null {
  for (const candidate of candidates) {
    const date = new Date(candidate ?? '');
    if (!Number.isNaN(date.getTime()) && date.getUTCFullYear() >= 1980 && date.getTime() <= now.getTime() + 86_400_000) return date;
  }
  return null;
}

function bodyOf({ text, html }: Email): string | null {
  if (text?.trim()) return text;
  return html ? textOfHtml(html) : null;
}

function mailPeople(addresses: (Address | undefined)[]): ParsedPerson[] {
  const people = new Map<string, ParsedPerson>();
  for (const { name, address } of addresses.flatMap((one) => (one ? (one.group ?? [one]) : []))) {
    const person = { name: nameOf(name), email: addressOf(address) };
    const key = person.email ?? person.name?.toLowerCase();
    if (key && !people.has(key)) people.set(key, person);
  }
  return [...people.values()].slice(0, maxPeople);
}

/** A display name, unless it only repeats an address. */
export function nameOf(name: string | null | undefined): string | null {
  const plain = line(name)?.replace(/^['"]+|['"]+$/g, '').trim() ?? '';
  return plain === '' || addressOf(plain) ? null : plain;
}
