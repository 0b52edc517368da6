import { createHmac, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How the receiver treats a message: it answers so, breaks the line, or never answers. */
export type Treatment = { status: number; location?: string } | 'silence' | 'no answer';

export interface Received {
  id: string;
  type: string;
  caseId: string;
  /** Whether a signature fits the key, the body as it came, and the time of the attempt. */
  genuine: boolean;
  status: number;
  body: { type: string; timestamp: string; data: { case: Record<string, unknown>; by: string | null; detail: object } };
}

/** Another system that is told of cases: it checks what comes by the words of Standard Webhooks, and can fail. */
export class WebhookReceiver {
  readonly secret = `whsec_${randomBytes(32).toString('base64')}`;
  readonly received: Received[] = [];
  /** What becomes of the next messages, in order; then all are taken. */
  treatments: Treatment[] = [];
  #server: Server | undefined;
  #port = 0;

  get url(): string {
    return `http://127.0.0.1:${this.#port}/cases`;
  }

  get key(): Buffer {
    return Buffer.from(this.secret.slice('whsec_'.length), 'base64');
  }

  /** Messages that were taken, in the order in which they came. */
  get taken(): Received[] {
    return this.received.filter(({ status }) => status < 300);
  }

  /** Opens on the port it had before, if it had one. */
  async open(): Promise<this> {
    const server = createServer((req, res) => void this.#take(req, res));
    await new Promise<void>((resolve) => server.listen(this.#port, '127.0.0.1', resolve));
    this.#port = (server.address() as AddressInfo).port;
    this.#server = server;
    return this;
  }

  async close(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    server?.closeAllConnections();
    await new Promise((resolve) => (server ? server.close(resolve) : resolve(undefined)));
  }

  async #take(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of req as AsyncIterable<Buffer>) chunks.push(chunk);
    const text = Buffer.concat(chunks).toString('utf8');
    const treatment = this.treatments.shift() ?? { status: 204 };
    const status = typeof treatment === 'string' ? 599 : treatment.status;
    const body = JSON.parse(text) as Received['body'];
    const id = String(req.headers['webhook-id']);
    this.received.push({
      id,
      type: body.type,
      caseId: String(body.data.case.id),
      genuine: this.#isGenuine(req, id, text),
      status,
      body,
    });
    if (treatment === 'no answer') return;
    if (treatment === 'silence') {
      req.socket.destroy();
      return;
    }
    res.writeHead(status, treatment.location ? { location: treatment.location } : {});
    res.end();
  }

  #isGenuine(req: IncomingMessage, id: string, text: string): boolean {
    const at = Number(req.headers['webhook-timestamp']);
    const wanted = createHmac('sha256', this.key).update(`${id}.${at}.${text}`).digest('base64');
    const given = String(req.headers['webhook-signature']).split(' ');
    return given.includes(`v1,${wanted}`) && Math.abs(Date.now() / 1000 - at) < 10;
  }
}
