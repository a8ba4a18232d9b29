/** The Fastify application of this process, as far as the pages need it. server/web.ts puts it there. */
export interface Backend {
  inject(request: {
    method: string;
    url: string;
    headers: Record<string, string>;
    payload?: Uint8Array;
  }): Promise<{
    statusCode: number;
    headers: Record<string, string | string[] | number | undefined>;
    rawPayload: Uint8Array;
  }>;
}

declare global {
  var __passerelle: Backend | undefined;
}

/**
 * Answers a request for /api inside the process: no socket, same permission check as from outside.
 * `cookie` is the header of the page's own request; Kit would add it only after handleFetch.
 */
export async function callBackend(request: Request, cookie: string | null, locale: string): Promise<Response> {
  const backend = globalThis.__passerelle;
  if (!backend) throw new Error('The API is not in this process: start Passerelle with npm start or npm run dev.');
  const headers: Record<string, string> = Object.fromEntries(request.headers);
  headers['accept-language'] = locale;
  if (cookie) headers['cookie'] = cookie;
  const url = new URL(request.url);
  const hasBody = request.method !== 'GET' && request.method !== 'HEAD';
  const answer = await backend.inject({
    method: request.method,
    url: url.pathname + url.search,
    headers,
    ...(hasBody ? { payload: new Uint8Array(await request.arrayBuffer()) } : {}),
  });
  const received = new Headers();
  for (const [name, value] of Object.entries(answer.headers)) {
    for (const one of Array.isArray(value) ? value : [value]) if (one !== undefined) received.append(name, String(one));
  }
  const empty = answer.statusCode === 204 || answer.statusCode === 304;
  return new Response(empty ? null : new Uint8Array(answer.rawPayload), { status: answer.statusCode, headers: received });
}
