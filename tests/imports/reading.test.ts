import { describe, expect, it } from 'vitest';
import type { ParsedEvent } from '../../server/imports/parsed.rules.ts';
import { readFile } from '../../server/imports/read-file.ts';
import { base64, calendar, letter, mail, mailOfParts, meeting, quoted, strangers, zoneDescribed, type Part } from './files.ts';
import { globalObjectId, lids, outlookFile, tags } from './outlook-file.ts';

const now = new Date('2026-11-21T15:00:00.000Z');
const read = (bytes: string | Uint8Array) => readFile(typeof bytes === 'string' ? Buffer.from(bytes) : bytes, { timeZone: 'America/Toronto', now });

async function eventsIn(bytes: string | Uint8Array): Promise<ParsedEvent[]> {
  const { events, refusal } = await read(bytes);
  expect(refusal).toBeUndefined();
  return events ?? [];
}
async function eventIn(bytes: string | Uint8Array): Promise<ParsedEvent> {
  const events = await eventsIn(bytes);
  expect(events).toHaveLength(1);
  return events[0]!;
}
const refusalOf = async (bytes: string | Uint8Array): Promise<string | undefined> => (await read(bytes)).refusal?.code;
const codes = ({ notices }: ParsedEvent): string[] => notices.map(({ code }) => code);
const { 'DTSTART;TZID=Europe/Paris': _from, 'DTEND;TZID=Europe/Paris': _to, ...timeless } = meeting;
const at = (times: Record<string, string>): Record<string, string> => ({ ...timeless, ...times });

describe('a calendar', () => {
  it('gives its meeting with its place, its people and its zone', async () => {
    const event = await eventIn(calendar(meeting));
    expect(event).toMatchObject({
      action: 'invite',
      uid: 'rencontre-1@bordeaux.example',
      sequence: 0,
      stampAt: '2026-11-01T10:00:00.000Z',
      subject: 'Échange sur le patrimoine',
      location: 'Hôtel de ville',
      startsAt: '2026-11-25T09:00:00.000Z',
      endsAt: '2026-11-25T10:30:00.000Z',
      timeZone: 'Europe/Paris',
      isAllDay: false,
      isPrivate: false,
    });
    expect(event.people).toEqual([
      { name: 'Élodie Vasseur', email: 'elodie.vasseur@mairie.example' },
      { name: 'Personne officer', email: 'officer@test.example' },
    ]);
    expect(event.notices).toEqual([]);
  });

  it.each([
    ['Windows zone name', { 'DTSTART;TZID=Eastern Standard Time': '20261125T100000' }, '2026-11-25T15:00:00.000Z', 'America/Toronto', []],
    ['quoted display name of Outlook', { 'DTSTART;TZID="(UTC-05:00) Eastern Time (US & Canada)"': '20261125T100000' }, '2026-11-25T15:00:00.000Z', 'America/Toronto', []],
    ['path that ends with a zone', { 'DTSTART;TZID=/freeassociation.sourceforge.net/Africa/Tunis': '20261125T100000' }, '2026-11-25T09:00:00.000Z', 'Africa/Tunis', []],
    ['UTC', { DTSTART: '20261125T100000Z' }, '2026-11-25T10:00:00.000Z', 'America/Toronto', []],
    ['floating time', { DTSTART: '20261125T100000' }, '2026-11-25T15:00:00.000Z', 'America/Toronto', ['floating']],
    ['unknown zone', { 'DTSTART;TZID=Lune': '20261125T100000' }, '2026-11-25T15:00:00.000Z', 'America/Toronto', ['zone_unknown']],
  ])('reads a %s', async (_, times, startsAt, timeZone, notices) => {
    const event = await eventIn(calendar(at(times as unknown as Record<string, string>)));
    expect(event).toMatchObject({ startsAt, timeZone, endsAt: null });
    expect(codes(event)).toEqual(notices);
  });

  it('follows the zone that it describes itself', async () => {
    const event = await eventIn(calendar(at({ 'DTSTART;TZID=Heure de la maison': '20261125T100000', DURATION: 'PT45M' }), { before: zoneDescribed }));
    expect(event).toMatchObject({ startsAt: '2026-11-25T06:30:00.000Z', endsAt: '2026-11-25T07:15:00.000Z' });
    expect(codes(event)).toEqual(['zone_described']);
  });

  it('keeps whole days as days', async () => {
    const one = await eventIn(calendar(at({ 'DTSTART;VALUE=DATE': '20261125', 'DTEND;VALUE=DATE': '20261126' })));
    expect(one).toMatchObject({ isAllDay: true, startsAt: '2026-11-25T05:00:00.000Z', endsAt: null, timeZone: 'America/Toronto' });
    const three = await eventIn(calendar(at({ 'DTSTART;VALUE=DATE': '20261125', 'DTEND;VALUE=DATE': '20261128' })));
    expect(three).toMatchObject({ isAllDay: true, endsAt: '2026-11-27T05:00:00.000Z' });
  });

  it('gives the next time of a series, by the clock of its zone, without those put off or moved', async () => {
    const series = at({
      'DTSTART;TZID=Europe/Paris': '20260601T090000',
      'DTEND;TZID=Europe/Paris': '20260601T100000',
      RRULE: 'FREQ=WEEKLY;BYDAY=MO;UNTIL=20261228T080000Z',
      'EXDATE;TZID=Europe/Paris': '20261123T090000',
    });
    const moved = at({ 'RECURRENCE-ID;TZID=Europe/Paris': '20261130T090000', 'DTSTART;TZID=Europe/Paris': '20261201T150000' });
    const [next, own] = await eventsIn(calendar([series, moved]));
    expect(next).toMatchObject({ startsAt: '2026-12-07T08:00:00.000Z', endsAt: '2026-12-07T09:00:00.000Z' });
    expect(codes(next!)).toEqual(['series_next']);
    expect(own).toMatchObject({ uid: `${meeting.UID}#20261130T080000Z`, startsAt: '2026-12-01T14:00:00.000Z' });
  });

  it('gives the last time of a series that is over, its end included', async () => {
    const event = await eventIn(
      calendar(at({ 'DTSTART;TZID=Asia/Tokyo': '20261102T090000', DURATION: 'PT1H', RRULE: 'FREQ=WEEKLY;UNTIL=20261116T000000Z' })),
    );
    expect(event.startsAt).toBe('2026-11-16T00:00:00.000Z');
    expect(codes(event)).toEqual(['series_last']);
  });

  it('cuts a series by the second short', async () => {
    const event = await eventIn(calendar(at({ DTSTART: '20200101T000000Z', RRULE: 'FREQ=SECONDLY' })));
    expect(codes(event)).toEqual(['series_last']);
  });

  it('keeps what is private to those who may see it', async () => {
    expect((await eventIn(calendar({ ...meeting, CLASS: 'CONFIDENTIAL' }))).isPrivate).toBe(true);
    expect((await eventIn(calendar({ ...meeting, CLASS: 'PUBLIC' }))).isPrivate).toBe(false);
  });

  it('knows what is called off', async () => {
    expect((await eventIn(calendar(meeting, { method: 'CANCEL' }))).action).toBe('cancel');
    expect((await eventIn(calendar({ ...meeting, STATUS: 'CANCELLED' }))).action).toBe('cancel');
  });

  it('gives the same mark to two copies without a UID, and another to another meeting', async () => {
    const { UID: _uid, ...nameless } = meeting;
    const [one, two] = [await eventIn(calendar(nameless)), await eventIn(calendar({ ...nameless, DTSTAMP: '20261102T100000Z' }))];
    const other = await eventIn(calendar({ ...nameless, SUMMARY: 'Autre' }));
    expect(one.uid).toBe(two.uid);
    expect(other.uid).not.toBe(one.uid);
  });

  it('says when there is no subject, and leaves rooms out', async () => {
    const { SUMMARY: _summary, ...rest } = meeting;
    const event = await eventIn(calendar({ ...rest, 'ATTENDEE;CUTYPE=ROOM;CN=Salle 3': 'mailto:salle3@mairie.example' }));
    expect(event.subject).toBeNull();
    expect(codes(event)).toEqual(['no_subject']);
    expect(event.people.map(({ name }) => name)).not.toContain('Salle 3');
  });

  it.each([
    ['UTF-8 with its mark', (text: string) => Buffer.from(`\ufeff${text}`, 'utf8')],
    ['UTF-16', (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le')],
    ['UTF-16 without a mark', (text: string) => Buffer.from(text, 'utf16le')],
    ['windows-1252', (text: string) => Buffer.from(text, 'latin1')],
    ['bare line feeds', (text: string) => Buffer.from(text.replaceAll('\r\n', '\n'), 'utf8')],
  ])('is read in %s', async (_, encode) => {
    expect((await eventIn(encode(calendar(meeting)))).subject).toBe('Échange sur le patrimoine');
  });

  it('puts together a line that was folded in the middle of a letter', async () => {
    const bytes = Buffer.from(calendar(meeting), 'utf8');
    const cut = bytes.indexOf(Buffer.from('É', 'utf8')) + 1;
    const folded = Buffer.concat([bytes.subarray(0, cut), Buffer.from('\r\n '), bytes.subarray(cut)]);
    expect((await eventIn(folded)).subject).toBe('Échange sur le patrimoine');
  });

  it.each([
    ['broken_calendar', calendar(meeting).slice(0, 250)],
    ['answer', calendar(meeting, { method: 'REPLY' })],
    ['no_event', calendar([])],
    ['only_tasks', calendar([], { before: ['BEGIN:VTODO', 'UID:t', 'END:VTODO'] })],
    ['no_date', calendar({ ...timeless, DTSTART: '20261399T990000' })],
    ['too_many_events', calendar(Array.from({ length: 201 }, (_, index) => ({ ...meeting, UID: `u${index}` })))],
  ])('is refused: %s', async (code, text) => {
    expect(await refusalOf(text)).toBe(code);
  });
});

describe('a mail', () => {
  it('is an exchange with its subject, its hour and its people', async () => {
    const event = await eventIn(mail(letter, 'Bonjour,\r\n\r\nLa délégation arrive jeudi.\r\n'));
    expect(event).toMatchObject({
      source: 'mail',
      kind: 'email',
      uid: 'lettre-1@mairie.example',
      subject: 'Visite de la delegation',
      startsAt: '2026-11-20T09:15:00.000Z',
      summary: 'Bonjour,\n\nLa délégation arrive jeudi.',
    });
    expect(event.people.map(({ email }) => email)).toEqual(['elodie.vasseur@mairie.example', 'officer@test.example', 'protocole@mairie.example']);
  });

  const words = 'Réunion à l’hôtel de ville : 14 h';
  const windows = Buffer.from('R\xe9union \xe0 l\x92h\xf4tel de ville : 14 h', 'latin1');
  it.each([
    ['quoted-printable in windows-1252', 'windows-1252', 'quoted-printable', quoted(windows), words],
    ['base64 in windows-1252', 'windows-1252', 'base64', base64(windows), words],
    ['quoted-printable in ISO-8859-1', 'iso-8859-1', 'quoted-printable', quoted(Buffer.from('Forêt boréale', 'latin1')), 'Forêt boréale'],
    ['base64 in UTF-8', 'utf-8', 'base64', base64(words), words],
    ['ISO-2022-JP', 'iso-2022-jp', '7bit', '\u001b$BEl5~\u001b(B', '東京'],
    ['Shift_JIS', 'shift_jis', 'base64', base64(Buffer.from([0x93, 0x8c, 0x8b, 0x9e])), '東京'],
  ])('is read in %s', async (_, charset, encoding, body, text) => {
    const headers = { ...letter, 'Content-Type': `text/plain; charset=${charset}`, 'Content-Transfer-Encoding': encoding };
    expect((await eventIn(mail(headers, body))).summary).toBe(text);
  });

  it('has the words of its HTML, and nothing that runs', async () => {
    const html = '<html><head><title>x</title><style>p{}</style></head><body><p>Bonjour &amp; merci</p><script>fetch("https://x.example")</script><p>À&nbsp;jeudi<br>Élodie</p></body></html>';
    const event = await eventIn(mail({ ...letter, 'Content-Type': 'text/html; charset=utf-8' }, html));
    expect(event.summary).toBe('Bonjour & merci\n\nÀ\u00a0jeudi\nÉlodie');
  });

  it('gives the invitation that it carries', async () => {
    const parts: Part[] = [
      { headers: { 'Content-Type': 'text/plain; charset=utf-8' }, body: 'Voir l’invitation' },
      { headers: { 'Content-Type': 'text/calendar; charset=utf-8; method=REQUEST', 'Content-Transfer-Encoding': 'base64' }, body: base64(calendar(meeting)) },
    ];
    expect(await eventIn(mailOfParts(letter, parts, 'alternative'))).toMatchObject({ source: 'calendar', uid: meeting.UID });
    const attached: Part[] = [parts[0]!, { headers: { 'Content-Type': 'application/octet-stream; name="invitation.ics"', 'Content-Disposition': 'attachment; filename="invitation.ics"' }, body: calendar(meeting) }];
    expect(await eventIn(mailOfParts(letter, attached))).toMatchObject({ source: 'calendar', uid: meeting.UID });
  });

  it('names the attachments that it leaves, and says what a winmail.dat is', async () => {
    const parts: Part[] = [
      { headers: { 'Content-Type': 'text/plain' }, body: 'Voici' },
      { headers: { 'Content-Type': 'application/pdf; name="budget.pdf"', 'Content-Disposition': 'attachment; filename="budget.pdf"' }, body: 'x' },
      { headers: { 'Content-Type': 'application/ms-tnef; name="winmail.dat"', 'Content-Transfer-Encoding': 'base64', 'Content-Disposition': 'attachment; filename="winmail.dat"' }, body: base64(strangers.tnef) },
    ];
    const event = await eventIn(mailOfParts(letter, parts));
    expect(codes(event)).toEqual(['tnef', 'attachments']);
    expect(event.notices[1]?.values).toEqual({ names: 'budget.pdf' });
    expect(event.summary).toBe('Voici');
  });

  it('is cut at twenty thousand characters, and dated today when its date is none', async () => {
    const event = await eventIn(mail({ ...letter, Date: 'hier' }, 'é'.repeat(30_000)));
    expect(event.summary).toHaveLength(20_000);
    expect(event.startsAt).toBe(now.toISOString());
    expect(codes(event)).toEqual(['no_date_mail', 'shortened']);
  });

  it.each([
    ['S/MIME', mail({ ...letter, 'Content-Type': 'application/pkcs7-mime; smime-type=enveloped-data; name="smime.p7m"', 'Content-Transfer-Encoding': 'base64' }, base64(Buffer.from([0x30, 0x80])))],
    ['PGP in parts', mailOfParts(letter, [{ headers: { 'Content-Type': 'application/pgp-encrypted' }, body: 'Version: 1' }], 'encrypted')],
    ['PGP in the text', mail(letter, '-----BEGIN PGP MESSAGE-----\r\n\r\nhQEMA\r\n-----END PGP MESSAGE-----\r\n')],
    ['rights of Microsoft', mailOfParts(letter, [{ headers: { 'Content-Type': 'application/x-microsoft-rpmsg-message; name="message.rpmsg"', 'Content-Disposition': 'attachment; filename="message.rpmsg"' }, body: 'x' }])],
  ])('is refused when it is encrypted (%s)', async (_, bytes) => {
    expect(await refusalOf(bytes)).toBe('encrypted');
  });
});

describe('an item of Outlook', () => {
  const people = [
    [[tags.name, 'Personne officer'], [tags.address, 'officer@test.example'], [tags.recipientType, 1]],
    [[tags.name, 'Salle 3'], [tags.address, 'salle3@mairie.example'], [tags.recipientType, 3]],
  ] as Parameters<typeof outlookFile>[0]['recipients'];
  const sender = [[tags.senderName, 'Vasseur, Élodie'], [tags.senderAddress, 'elodie.vasseur@mairie.example']] as Parameters<typeof outlookFile>[0]['properties'];

  it('is a mail', async () => {
    const bytes = outlookFile({
      properties: [
        [tags.messageClass, 'IPM.Note'],
        [tags.subject, 'TR : Visite'],
        [tags.sentAt, new Date('2026-11-20T09:15:00Z')],
        [tags.messageId, '<lettre-1@mairie.example>'],
        [tags.body, 'Bonjour,\r\nà jeudi.'],
        ...sender,
      ],
      ...(people ? { recipients: people } : {}),
    });
    expect(await eventIn(bytes)).toMatchObject({
      source: 'mail',
      uid: 'lettre-1@mairie.example',
      subject: 'Visite',
      startsAt: '2026-11-20T09:15:00.000Z',
      summary: 'Bonjour,\nà jeudi.',
      people: [
        { name: 'Vasseur, Élodie', email: 'elodie.vasseur@mairie.example' },
        { name: 'Personne officer', email: 'officer@test.example' },
      ],
    });
  });

  const request = (more: Parameters<typeof outlookFile>[0]['properties'] = [], itemClass = 'IPM.Schedule.Meeting.Request') =>
    outlookFile({
      properties: [
        [tags.messageClass, itemClass],
        [tags.subject, 'Échange sur le patrimoine'],
        [lids.startsAt, new Date('2026-11-25T15:00:00Z')],
        [lids.endsAt, new Date('2026-11-25T16:00:00Z')],
        [lids.location, 'Salle du conseil'],
        [lids.sequence, 2],
        [lids.zone, 'Eastern Standard Time'],
        [lids.cleanGlobalId, globalObjectId('vCal-Uid\u0001\0\0\0rencontre-1@bordeaux.example\0')],
        [lids.globalId, globalObjectId('vCal-Uid\u0001\0\0\0rencontre-1@bordeaux.example\0')],
        ...sender,
        ...more,
      ],
      ...(people ? { recipients: people } : {}),
    });

  it('is a meeting request under the UID that its .ics has', async () => {
    const event = await eventIn(request());
    expect(event).toMatchObject({
      source: 'calendar',
      action: 'invite',
      uid: 'rencontre-1@bordeaux.example',
      sequence: 2,
      startsAt: '2026-11-25T15:00:00.000Z',
      endsAt: '2026-11-25T16:00:00.000Z',
      location: 'Salle du conseil',
      timeZone: 'America/Toronto',
    });
    expect(event.people.map(({ name }) => name)).toEqual(['Vasseur, Élodie', 'Personne officer']);
  });

  it('is called off, private, of a whole day or of a series when it says so', async () => {
    expect((await eventIn(request([], 'IPM.Schedule.Meeting.Canceled'))).action).toBe('cancel');
    expect((await eventIn(request([[tags.sensitivity, 2]]))).isPrivate).toBe(true);
    expect(codes(await eventIn(request([[lids.isRecurring, true]])))).toEqual(['series_first']);
    const wholeDay = await eventIn(
      request([[lids.isAllDay, true], [lids.startsAt, new Date('2026-11-25T05:00:00Z')], [lids.endsAt, new Date('2026-11-27T05:00:00Z')]]),
    );
    expect(wholeDay).toMatchObject({ isAllDay: true, startsAt: '2026-11-25T05:00:00.000Z', endsAt: '2026-11-26T05:00:00.000Z' });
  });

  it('of Outlook’s own making has the hexadecimal of its identifier for UID, without the occurrence', async () => {
    const id = globalObjectId('\u0001\u0002\u0003\u0004', [2026, 11, 25]);
    const event = await eventIn(request([[lids.cleanGlobalId, globalObjectId('\u0001\u0002\u0003\u0004')], [lids.globalId, id]]));
    expect(event.uid).toMatch(/^040000008200E00074C5B7101A82E00800000000[0-9A-F]+01020304#20261125$/);
  });

  it.each([
    ['answer', request([], 'IPM.Schedule.Meeting.Resp.Pos')],
    ['encrypted', outlookFile({ properties: [[tags.messageClass, 'IPM.Note.SMIME'], [tags.subject, 'x']] })],
    ['encrypted', outlookFile({ properties: [[tags.messageClass, 'IPM.Note']], attachments: [[[tags.fileName, 'message.rpmsg']]] })],
    ['other_item', outlookFile({ properties: [[tags.messageClass, 'IPM.Contact'], [tags.subject, 'x']] })],
    ['no_date', outlookFile({ properties: [[tags.messageClass, 'IPM.Appointment'], [tags.subject, 'x']] })],
    ['broken_outlook', request().slice(0, 700)],
  ])('is refused: %s', async (code, bytes) => {
    expect(await refusalOf(bytes)).toBe(code);
  });
});

describe('a file under another name', () => {
  it.each([
    ['pdf', 'seems_pdf'],
    ['archive', 'seems_archive'],
    ['image', 'seems_image'],
    ['page', 'seems_page'],
    ['card', 'seems_card'],
    ['tnef', 'seems_tnef'],
    ['text', 'unknown_text'],
    ['bytes', 'unknown_bytes'],
    ['nothing', 'empty'],
  ] as const)('is said to be what it is: %s', async (name, code) => {
    expect(await refusalOf(strangers[name])).toBe(code);
  });
});
