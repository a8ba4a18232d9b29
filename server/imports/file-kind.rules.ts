import { decodeText } from './text.rules.ts';

/** What a file is by its content; its name is not asked. */
export type FileKind =
  | { is: 'calendar' | 'mail' | 'outlook' }
  /** Not one that can be taken: `code` names the sentence that says what it seems to be */
  | { is: 'other'; code: string };

const signatures: [bytes: number[], code: string][] = [
  [[0x25, 0x50, 0x44, 0x46], 'seems_pdf'],
  [[0x50, 0x4b, 0x03, 0x04], 'seems_archive'],
  [[0x89, 0x50, 0x4e, 0x47], 'seems_image'],
  [[0xff, 0xd8, 0xff], 'seems_image'],
  [[0x47, 0x49, 0x46, 0x38], 'seems_image'],
  [[0x78, 0x9f, 0x3e, 0x22], 'seems_tnef'],
  [[0x21, 0x42, 0x44, 0x4e], 'seems_mailbox'],
];
const cfb = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
/** OID 1.2.840.113549.1.7.3, enveloped data: a mail closed with a certificate. */
const enveloped = Buffer.from([0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x03]);

const startsWith = (bytes: Uint8Array, signature: readonly number[]): boolean => signature.every((byte, index) => bytes[index] === byte);
const utf16 = (text: string): Buffer => Buffer.from(text, 'utf16le');

/** What the bytes are: a calendar, a mail, an Outlook item, or something else that has a sentence of its own. */
export function kindOfFile(bytes: Uint8Array): FileKind {
  if (bytes.length === 0) return { is: 'other', code: 'empty' };
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (startsWith(bytes, cfb)) return compound(buffer);
  const known = signatures.find(([signature]) => startsWith(bytes, signature));
  if (known) return { is: 'other', code: known[1] };
  if (bytes[0] === 0x30 && buffer.subarray(0, 64).includes(enveloped)) return { is: 'other', code: 'encrypted' };
  const start = decodeText(bytes.subarray(0, 64 * 1024)).replace(/^\ufeff/, '').trimStart();
  if (start === '') return { is: 'other', code: 'empty' };
  return kindOfText(start);
}

/** Outlook's own format is a kind of file system, shared with the Word and Excel of before 2007. */
function compound(buffer: Buffer): FileKind {
  if (buffer.includes(utf16('__properties_version1.0'))) return { is: 'outlook' };
  if (buffer.includes(utf16('EncryptedPackage'))) return { is: 'other', code: 'encrypted' };
  if (buffer.includes(utf16('WordDocument')) || buffer.includes(utf16('Workbook')) || buffer.includes(utf16('PowerPoint Document'))) {
    return { is: 'other', code: 'seems_office' };
  }
  return { is: 'other', code: 'broken_outlook' };
}

function kindOfText(start: string): FileKind {
  if (/^BEGIN:VCALENDAR\s*$/im.test(start.slice(0, 2000))) return { is: 'calendar' };
  if (/^BEGIN:VCARD/i.test(start)) return { is: 'other', code: 'seems_card' };
  if (/^BEGIN:V(EVENT|TODO)/i.test(start)) return { is: 'other', code: 'broken_calendar' };
  if (/^-----BEGIN PGP MESSAGE-----/.test(start)) return { is: 'other', code: 'encrypted' };
  if (/^\{\\rtf/.test(start)) return { is: 'other', code: 'seems_office' };
  if (/^<(?:!doctype html|html|\?xml|!--)/i.test(start)) return { is: 'other', code: 'seems_page' };
  if (isHeaded(start)) return { is: 'mail' };
  return { is: 'other', code: /[\u0000-\u0008\u000e-\u001a]/.test(start.slice(0, 2000)) ? 'unknown_bytes' : 'unknown_text' };
}

/** A mail opens with its header lines, at least one of which only a mail has. */
function isHeaded(start: string): boolean {
  const head = start.replace(/^>?From [^\n]*\n/, '').split(/\r?\n\r?\n/)[0] ?? '';
  const [first = ''] = head.split(/\r?\n/);
  return (
    /^[!-9;-~]+[ \t]*:/.test(first) &&
    /^(?:from|to|date|subject|message-id|received|return-path|mime-version|content-type|delivered-to)[ \t]*:/im.test(head)
  );
}
