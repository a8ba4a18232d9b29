import { connect, type Socket } from 'node:net';

/** One request as it goes over the wire, made once. */
export type Wire = Buffer;
export type Answer = { status: number; bytes: number; body: string };

export function wireOf(method: string, path: string, headers: Record<string, string>, body?: object): Wire {
  const content = body === undefined ? '' : JSON.stringify(body);
  const lines = Object.entries({ host: '127.0.0.1', ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(content)) }) });
  return Buffer.from(`${method} ${path} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${content}`);
}

/**
 * A connection that stays open and asks one thing at a time, with as little of its own as can be: what is measured is the
 * server. Reads answers with a length or in chunks (HTTP/1.1).
 */
export class Connection {
  private readonly socket: Socket;
  private parts: Buffer[] = [];
  private wanted: { keep: boolean; resolve: (answer: Answer) => void; reject: (error: Error) => void } | null = null;
  private head: { status: number; length: number | null; bytes: number } | null = null;

  constructor(port: number) {
    this.socket = connect({ port, host: '127.0.0.1', noDelay: true });
    this.socket.on('data', (data) => this.read(data));
    this.socket.on('error', (error) => this.wanted?.reject(error));
    this.socket.on('close', () => this.wanted?.reject(new Error('the server closed the connection')));
  }

  /** `keep`: the body too; otherwise its size only. @throws when the answer is a refusal and its body was not asked for */
  ask(wire: Wire, keep = false): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.wanted = { keep, resolve, reject };
      this.socket.write(wire);
    });
  }

  close(): void {
    this.wanted = null;
    this.socket.destroy();
  }

  private read(data: Buffer): void {
    if (!this.wanted) return;
    const first = this.head === null;
    if (first) {
      const all = this.parts.length > 0 ? Buffer.concat([...this.parts, data]) : data;
      const end = all.indexOf('\r\n\r\n');
      if (end < 0) {
        this.parts = [all];
        return;
      }
      const text = all.toString('latin1', 0, end);
      const length = /\r\ncontent-length: (\d+)/i.exec(text)?.[1];
      const status = Number(text.slice(9, 12));
      this.head = { status, length: length !== undefined ? Number(length) : status === 204 ? 0 : null, bytes: 0 };
      this.parts = [];
      this.take(all.subarray(end + 4));
    } else this.take(data);
  }

  private take(data: Buffer): void {
    const { head, wanted } = this;
    if (!head || !wanted) return;
    head.bytes += data.length;
    // The last chunk is all that tells the end of an answer without a length: its tail is kept.
    this.parts = wanted.keep || head.status >= 400 ? [...this.parts, data] : [Buffer.concat([...this.parts, data]).subarray(-5)];
    const isWhole = head.length === null ? Buffer.concat(this.parts).subarray(-5).toString('latin1') === '0\r\n\r\n' : head.bytes >= head.length;
    if (!isWhole) return;
    const body = Buffer.concat(this.parts).toString('utf8');
    const answer = { status: head.status, bytes: head.bytes, body };
    [this.head, this.parts, this.wanted] = [null, [], null];
    if (answer.status >= 400 && !wanted.keep) wanted.reject(new Error(`${answer.status} ${body.slice(0, 300)}`));
    else wanted.resolve(answer);
  }
}

export type Load = { times: number[]; perSecond: number };
/** What one turn asks, one thing after the other: a page is several calls. */
export type Turn = readonly Wire[];

/** Asks on so many connections at once, each as soon as it has its answer, going round the turns. */
export async function load(port: number, turns: readonly Turn[], { connections, seconds, most = Infinity }: { connections: number; seconds: number; most?: number }): Promise<Load> {
  const times: number[] = [];
  const began = performance.now();
  const end = began + seconds * 1000;
  let taken = 0;
  await Promise.all(
    Array.from({ length: connections }, async () => {
      const connection = new Connection(port);
      try {
        while (performance.now() < end && taken < most) {
          const turn = turns[taken % turns.length]!;
          taken += 1;
          times.push(await timeTurn(connection, turn));
        }
      } finally {
        connection.close();
      }
    }),
  );
  return { times, perSecond: (times.length * 1000) / (performance.now() - began) };
}

/** Milliseconds from the first word sent to the last received. */
export async function timeTurn(connection: Connection, turn: Turn): Promise<number> {
  const sent = performance.now();
  for (const wire of turn) await connection.ask(wire);
  return performance.now() - sent;
}
