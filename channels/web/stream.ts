import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { TobiraError } from '../../errors.ts';
import { catalogued } from '../on-error.ts';
import { mayTalk, type OriginRules } from '../origin.ts';
import type { Access } from './access.ts';
import type { Streams } from './client.ts';
import { watermarkSchema } from './render.ts';
import type { Tokens } from './tokens.ts';

const PATH = /^\/v3\/directline\/conversations\/([\w-]+)\/stream$/;

/** Clients send nothing but empty keep-alives. */
const MAX_PAYLOAD = 4 * 1024;

/** Takes up WebSockets. Everything is checked before the handshake; a client that is refused asks for a new address by itself. */
export class StreamDoor {
  readonly #parts: { access: Access; streams: Streams; tokens: Tokens; rules: OriginRules };
  readonly #sockets = new WebSocketServer({ noServer: true, clientTracking: false, maxPayload: MAX_PAYLOAD });

  constructor(parts: { access: Access; streams: Streams; tokens: Tokens; rules: OriginRules }) {
    this.#parts = parts;
  }

  /** Listener for the server's `upgrade`. This is the only stream Tobira has: any other path is refused. */
  readonly onUpgrade = (req: IncomingMessage, socket: Duplex, head: Buffer): void => {
    socket.on('error', () => socket.destroy());
    this.#admit(req).then(
      ({ conversationId, watermark }) => {
        this.#sockets.handleUpgrade(req, socket, head, (open) =>
          this.#parts.streams.open(open, conversationId, watermark),
        );
      },
      (error: unknown) => refuse(socket, catalogued(error).status),
    );
  };

  async #admit(req: IncomingMessage): Promise<{ conversationId: string; watermark: number }> {
    const { access, tokens, rules } = this.#parts;
    // Browsers let any site open a socket to any other: only we can say no.
    if (!mayTalk(req, rules)) throw new TobiraError('forbidden');
    const { pathname, searchParams } = new URL(req.url ?? '/', 'http://tobira');
    const conversationId = PATH.exec(pathname)?.[1];
    if (conversationId === undefined) throw new TobiraError('not_found');
    const ticket = await tokens.readTicket(searchParams.get('t') ?? '');
    if (ticket.conversationId !== conversationId) throw new TobiraError('not_found');
    const { sequence } = await access.started(conversationId);
    const watermark = watermarkSchema.safeParse(searchParams.get('watermark') ?? '');
    if (!watermark.success) throw new TobiraError('bad_request');
    // Beyond the end there is nothing to wait for.
    return { conversationId, watermark: Math.min(watermark.data, Number(sequence)) };
  }
}

function refuse(socket: Duplex, status: number): void {
  socket.end(`HTTP/1.1 ${status} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
