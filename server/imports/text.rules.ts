const limits = { subject: 500, line: 500, summary: 20_000 } as const;

/** Text as a record keeps it: no character that no screen can show, lines ended alike. */
export function readable(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u200b\ufeff\ufffe\uffff]/g, '');
}

/** One line of at most 500 characters, or null when nothing is left. */
export function line(text: string | null | undefined, limit: number = limits.line): string | null {
  const flat = readable(text ?? '').replace(/\s+/g, ' ').trim();
  return cut(flat, limit) || null;
}

/** Paragraphs of at most 20,000 characters, or null when nothing is left. */
export function paragraphs(text: string | null | undefined): string | null {
  const tidy = readable(text ?? '')
    .replace(/[ \t\u00a0]+\n/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
  return cut(tidy, limits.summary) || null;
}

/** Whether a text is longer than what a record keeps of it. */
export const isLong = (text: string | null | undefined): boolean => (text ?? '').length > limits.summary;

function cut(text: string, limit: number): string {
  if (text.length <= limit) return text;
  return `${text.slice(0, limit - 1).toWellFormed().replace(/\ufffd$/, '').trimEnd()}…`;
}

/** A subject without the marks of answering and passing on: Re:, RE :, TR:, Fwd:, [EXTERNE]. */
export function plainSubject(subject: string | null | undefined): string | null {
  const marks = /^\s*(?:(?:re|ré|rép|tr|fw|fwd|wg|aw|sv|vs|rv|r|i|enc)(?:\[\d+\])?\s?:|\[(?:externe|external|ext)\])\s*/iu;
  let plain = line(subject) ?? '';
  while (marks.test(plain)) plain = plain.replace(marks, '');
  return line(plain);
}

/** Text in whatever encoding it came: its mark, UTF-16 without one, UTF-8, else windows-1252. */
export function decodeText(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  if (bytes[0] !== 0 && bytes[1] === 0 && bytes[2] !== 0 && bytes[3] === 0) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0 && bytes[1] !== 0 && bytes[2] === 0 && bytes[3] !== 0) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

const entities: Record<string, string> = {
  amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0', laquo: '«', raquo: '»', rsquo: '’', lsquo: '‘', rdquo: '”', ldquo: '“',
  hellip: '…', ndash: '–', mdash: '—', euro: '€', copy: '©', reg: '®', deg: '°', oelig: 'œ', OElig: 'Œ', aelig: 'æ', AElig: 'Æ', szlig: 'ß',
  agrave: 'à', acirc: 'â', auml: 'ä', aacute: 'á', ccedil: 'ç', egrave: 'è', eacute: 'é', ecirc: 'ê', euml: 'ë', icirc: 'î', iuml: 'ï', iacute: 'í',
  ocirc: 'ô', ouml: 'ö', oacute: 'ó', ugrave: 'ù', ucirc: 'û', uuml: 'ü', uacute: 'ú', ntilde: 'ñ', Agrave: 'À', Acirc: 'Â', Ccedil: 'Ç',
  Egrave: 'È', Eacute: 'É', Ecirc: 'Ê', Icirc: 'Î', Ocirc: 'Ô', Ucirc: 'Û',
};

function decodeEntities(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,8}));/gi, (whole, decimal?: string, hex?: string, name?: string) => {
    const point = decimal ? Number(decimal) : hex ? Number.parseInt(hex, 16) : null;
    if (point !== null) return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : '';
    return entities[name ?? ''] ?? whole;
  });
}

/** The words of an HTML text: no element, no script, no address that it points to. */
export function textOfHtml(html: string): string {
  let rest = html;
  // Cut out from opening to closing tag, and to the end when it never closes; by index, since a pattern could take forever.
  for (const name of ['script', 'style', 'head', 'title', 'template']) {
    let kept = '';
    for (;;) {
      const lower = rest.toLowerCase();
      const open = lower.search(new RegExp(`<${name}[\\s>]`));
      if (open < 0) break;
      const close = lower.indexOf(`</${name}`, open);
      kept += rest.slice(0, open);
      rest = close < 0 ? '' : rest.slice(close).replace(/^[^>]*>?/, '');
    }
    rest = kept + rest;
  }
  const flat = rest
    .replace(/<!--[^]*?(?:-->|$)/g, '')
    .replace(/[ \t\r\n]+/g, ' ')
    .replace(/<br\b[^<>]*>/gi, '\n')
    .replace(/<\/(?:p|h[1-6]|blockquote|ul|ol|table)\b[^<>]*>/gi, '\n\n')
    .replace(/<\/(?:div|li|tr)\b[^<>]*>/gi, '\n')
    .replace(/<li\b[^<>]*>/gi, '• ')
    .replace(/<\/t[dh]\b[^<>]*>/gi, ' ')
    .replace(/<[^<>]*>/g, '');
  return decodeEntities(flat)
    .replace(/[ \t]*\n[ \t]*/g, '\n')
    .trim();
}
