/** Files made for the tests: calendars and mails, good and bad. Nothing here was copied from anywhere. */
type Lines = Record<string, string>;

/** A calendar with the events given as property → value; a parameter goes with the name. */
export function calendar(events: Lines | Lines[], { method = 'REQUEST', before = [] as string[] } = {}): string {
  const all = Array.isArray(events) ? events : [events];
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Passerelle//Essais//FR',
    ...(method ? [`METHOD:${method}`] : []),
    ...before,
    ...all.flatMap((event) => ['BEGIN:VEVENT', ...Object.entries(event).map(([name, value]) => `${name}:${value}`), 'END:VEVENT']),
    'END:VCALENDAR',
    '',
  ];
  return lines.join('\r\n');
}

export const meeting: Lines = {
  UID: 'rencontre-1@bordeaux.example',
  DTSTAMP: '20261101T100000Z',
  SEQUENCE: '0',
  'DTSTART;TZID=Europe/Paris': '20261125T100000',
  'DTEND;TZID=Europe/Paris': '20261125T113000',
  SUMMARY: 'Échange sur le patrimoine',
  LOCATION: 'Hôtel de ville',
  'ORGANIZER;CN=Élodie Vasseur': 'mailto:elodie.vasseur@mairie.example',
  'ATTENDEE;CN=Personne officer;PARTSTAT=ACCEPTED': 'mailto:officer@test.example',
};

/** A zone of its own, half an hour off every other, as a calendar describes it. */
export const zoneDescribed = [
  'BEGIN:VTIMEZONE',
  'TZID:Heure de la maison',
  'BEGIN:STANDARD',
  'DTSTART:16010101T000000',
  'TZOFFSETFROM:+0330',
  'TZOFFSETTO:+0330',
  'END:STANDARD',
  'END:VTIMEZONE',
];

/** A mail with its header lines, and a body as bytes in whatever charset. */
export function mail(headers: Lines, body: string | Buffer = ''): Buffer {
  const head = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.concat([Buffer.from(`${head.join('')}\r\n`, 'latin1'), typeof body === 'string' ? Buffer.from(body, 'utf8') : body]);
}

export const letter: Lines = {
  From: '"Vasseur, Elodie" <elodie.vasseur@mairie.example>',
  To: 'Personne officer <officer@test.example>',
  Cc: 'Protocole <protocole@mairie.example>',
  Date: 'Fri, 20 Nov 2026 10:15:00 +0100',
  'Message-ID': '<lettre-1@mairie.example>',
  Subject: 'RE: TR: Visite de la delegation',
  'MIME-Version': '1.0',
  'Content-Type': 'text/plain; charset=utf-8',
};

export type Part = { headers: Lines; body: string | Buffer };
/** A mail of several parts. */
export function mailOfParts(headers: Lines, parts: Part[], kind = 'mixed'): Buffer {
  const bound = 'limite-des-essais';
  const pieces = parts.flatMap(({ headers: own, body }) => [Buffer.from(`\r\n--${bound}\r\n`), mail(own, body)]);
  return mail({ ...headers, 'Content-Type': `multipart/${kind}; boundary="${bound}"` }, Buffer.concat([...pieces, Buffer.from(`\r\n--${bound}--\r\n`)]));
}

export const base64 = (bytes: string | Buffer): string => (Buffer.from(bytes).toString('base64').match(/.{1,76}/g) ?? []).join('\r\n');

/** Quoted-printable, byte by byte. */
export const quoted = (bytes: Buffer): string =>
  [...bytes].map((byte) => (byte >= 33 && byte <= 126 && byte !== 61 ? String.fromCharCode(byte) : `=${byte.toString(16).toUpperCase().padStart(2, '0')}`)).join('');

/** The beginning of what each other kind of file begins with. */
export const strangers = {
  pdf: Buffer.from('%PDF-1.7\n%\u00e2\u00e3\n1 0 obj\n', 'latin1'),
  archive: Buffer.from([0x50, 0x4b, 3, 4, 20, 0, 0, 0]),
  image: Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]),
  page: Buffer.from('<!DOCTYPE html><html><body>Bonjour</body></html>'),
  card: Buffer.from('BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Élodie\r\nEND:VCARD\r\n'),
  tnef: Buffer.from([0x78, 0x9f, 0x3e, 0x22, 1, 0, 1, 6, 0, 8]),
  text: Buffer.from('Bonjour, voici mes notes de la semaine.'),
  bytes: Buffer.from([1, 2, 3, 0, 7, 250, 1, 2, 9, 200]),
  nothing: Buffer.alloc(0),
} as const;
