import burner from '@kenjiuno/msgreader/lib/Burner.js';

/** Makes Outlook items (.msg): a compound file whose entries follow [MS-OXMSG]. */
type Value = string | number | boolean | Date | Uint8Array;
type Property = { tag: number } | { set: string; lid: number };
export type Item = { properties: [Property, Value][]; recipients?: [Property, Value][][]; attachments?: [Property, Value][][] };

const kinds = { directory: 1, document: 2, root: 5 } as const;
type Entry = { name: string; type: 1 | 2 | 5; length: number; children?: number[]; binaryProvider?: () => Uint8Array };

export const tags = {
  messageClass: { tag: 0x001a },
  subject: { tag: 0x0037 },
  sentAt: { tag: 0x0039 },
  sensitivity: { tag: 0x0036 },
  senderName: { tag: 0x0c1a },
  senderAddress: { tag: 0x5d01 },
  body: { tag: 0x1000 },
  html: { tag: 0x1013 },
  messageId: { tag: 0x1035 },
  name: { tag: 0x3001 },
  address: { tag: 0x39fe },
  recipientType: { tag: 0x0c15 },
  fileName: { tag: 0x3707 },
  content: { tag: 0x3701 },
} as const;
const appointmentSet = '00062002-0000-0000-c000-000000000046';
const meetingSet = '6ed8da90-450b-101b-98da-00aa003f1305';
export const lids = {
  startsAt: { set: appointmentSet, lid: 0x820d },
  endsAt: { set: appointmentSet, lid: 0x820e },
  location: { set: appointmentSet, lid: 0x8208 },
  sequence: { set: appointmentSet, lid: 0x8201 },
  isAllDay: { set: appointmentSet, lid: 0x8215 },
  isRecurring: { set: appointmentSet, lid: 0x8223 },
  zone: { set: appointmentSet, lid: 0x8234 },
  globalId: { set: meetingSet, lid: 0x0003 },
  cleanGlobalId: { set: meetingSet, lid: 0x0023 },
} as const;

/** The bytes of an item. */
export function outlookFile({ properties, recipients = [], attachments = [] }: Item): Uint8Array {
  const entries: Entry[] = [{ name: 'Root Entry', type: kinds.root, length: 0, children: [] }];
  const named: { set: string; lid: number }[] = [];
  const add = (parent: number, entry: Entry): number => {
    const index = entries.push(entry) - 1;
    entries[parent]?.children?.push(index);
    return index;
  };
  const document = (parent: number, name: string, content: Uint8Array): void => {
    // The writer takes the whole memory behind an array: it is given one of its own.
    const bytes = Uint8Array.from(content);
    add(parent, { name, type: kinds.document, length: bytes.length, binaryProvider: () => bytes });
  };
  const directory = (parent: number, name: string): number => add(parent, { name, type: kinds.directory, length: 0, children: [] });
  const idOf = (property: Property): number => {
    if ('tag' in property) return property.tag;
    let index = named.findIndex(({ set, lid }) => set === property.set && lid === property.lid);
    if (index < 0) index = named.push(property) - 1;
    return 0x8000 + index;
  };
  const fill = (parent: number, all: [Property, Value][], header: number): void => {
    const lines: Buffer[] = [Buffer.alloc(header)];
    // What is said again replaces what was said before.
    const once = new Map(all.map((one) => [JSON.stringify(one[0]), one]));
    for (const [property, value] of once.values()) {
      const { type, fixed, stream } = encode(value);
      const tag = ((idOf(property) << 16) | type) >>> 0;
      const line = Buffer.alloc(16);
      line.writeUInt32LE(tag, 0);
      line.writeUInt32LE(6, 4);
      if (fixed) fixed.copy(line, 8);
      else line.writeUInt32LE(stream.length, 8);
      lines.push(line);
      if (!fixed) document(parent, `__substg1.0_${tag.toString(16).toUpperCase().padStart(8, '0')}`, stream);
    }
    document(parent, '__properties_version1.0', Buffer.concat(lines));
  };
  fill(0, properties, 32);
  for (const [kind, list] of [['__recip_version1.0_#', recipients], ['__attach_version1.0_#', attachments]] as const) {
    for (const [index, all] of list.entries()) fill(directory(0, `${kind}${String(index).padStart(8, '0')}`), all, 8);
  }
  const names = directory(0, '__nameid_version1.0');
  const sets = [...new Set(named.map(({ set }) => set))];
  document(names, '__substg1.0_00020102', Buffer.concat(sets.map(guid)));
  document(names, '__substg1.0_00030102', Buffer.concat(named.map(({ set, lid }, index) => nameLine(lid, sets.indexOf(set) + 3, index))));
  document(names, '__substg1.0_00040102', Buffer.alloc(0));
  return burner.burn(entries as unknown as Parameters<typeof burner.burn>[0]);
}

function nameLine(lid: number, set: number, index: number): Buffer {
  const line = Buffer.alloc(8);
  line.writeUInt32LE(lid, 0);
  line.writeUInt16LE(set << 1, 4);
  line.writeUInt16LE(index, 6);
  return line;
}

function guid(text: string): Buffer {
  const bytes = Buffer.from(text.replaceAll('-', ''), 'hex');
  return Buffer.concat([bytes.subarray(0, 4).reverse(), bytes.subarray(4, 6).reverse(), bytes.subarray(6, 8).reverse(), bytes.subarray(8)]);
}

function encode(value: Value): { type: number; fixed: Buffer | null; stream: Buffer } {
  const none = Buffer.alloc(0);
  const fixed = Buffer.alloc(8);
  if (typeof value === 'string') return { type: 0x001f, fixed: null, stream: Buffer.from(value, 'utf16le') };
  if (typeof value === 'number') {
    fixed.writeUInt32LE(value, 0);
    return { type: 0x0003, fixed, stream: none };
  }
  if (typeof value === 'boolean') {
    fixed.writeUInt16LE(value ? 1 : 0, 0);
    return { type: 0x000b, fixed, stream: none };
  }
  if (value instanceof Date) {
    fixed.writeBigUInt64LE(BigInt(value.getTime()) * 10_000n + 116_444_736_000_000_000n, 0);
    return { type: 0x0040, fixed, stream: none };
  }
  return { type: 0x0102, fixed: null, stream: Buffer.from(value) };
}

/** The global object id of a meeting made in Outlook: a fixed mark, the date of an occurrence, and what is its own. */
export function globalObjectId(own: string, occurrence: [year: number, month: number, day: number] | null = null): Uint8Array {
  const bytes = Buffer.alloc(40);
  Buffer.from('040000008200E00074C5B7101A82E008', 'hex').copy(bytes);
  if (occurrence) bytes.set([occurrence[0] >> 8, occurrence[0] & 255, occurrence[1], occurrence[2]], 16);
  const data = Buffer.from(own, 'latin1');
  bytes.writeUInt32LE(data.length, 36);
  return Buffer.concat([bytes, data]);
}
