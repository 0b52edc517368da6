/** One catalogue of what can go wrong: a stable code, the HTTP status, the words for the person, the hint for the operator. */
export const CATALOGUE = {
  bad_request: {
    status: 400,
    person: '送られた内容を読み取れませんでした。',
    hint: 'The body is not valid JSON or does not fit the schema.',
  },
  unauthorized: {
    status: 401,
    person: 'ページを開き直して、もう一度お試しください。',
    hint: 'No valid token or session came with the request.',
  },
  wrong_credentials: { status: 401, person: 'メールアドレスかパスワードが違います。', hint: 'Sign-in failed.' },
  forbidden: {
    status: 403,
    person: 'この操作はできません。',
    hint: 'The role or the origin does not allow this, or the CSRF proof is missing.',
  },
  token_expired: {
    status: 403,
    person: '接続の期限が切れました。ページを開き直してください。',
    hint: 'The Direct Line token has expired.',
  },
  not_found: { status: 404, person: '見つかりませんでした。', hint: 'No such path, conversation or case.' },
  method_not_allowed: { status: 405, person: 'この操作はできません。', hint: 'The path exists, the method does not.' },
  conflict: {
    status: 409,
    person: 'ほかの担当者が先に対応しました。',
    hint: 'Another was first, or the case is not in the state this needs.',
  },
  too_large: {
    status: 413,
    person: 'メッセージが長すぎます。短く分けて送ってください。',
    hint: 'The body is over the limit.',
  },
  unsupported_media: {
    status: 415,
    person: '送られた内容を読み取れませんでした。',
    hint: 'The content type is not accepted here.',
  },
  no_attachments: {
    status: 415,
    person: 'ファイルは受け取れません。お困りの内容を文字でお送りください。',
    hint: 'Files are not taken in: a picture of a card or a letter would carry what no member should send.',
  },
  too_many_requests: {
    status: 429,
    person: '少し時間をおいてから、もう一度お送りください。',
    hint: 'RATE_LIMIT was reached for this client.',
  },
  locked_out: {
    status: 429,
    person: 'しばらく時間をおいてから、もう一度サインインしてください。',
    hint: 'Too many failed sign-ins for this account.',
  },
  internal: { status: 500, person: 'こちらの不具合で処理できませんでした。', hint: 'See the log for the cause.' },
  unavailable: {
    status: 503,
    person: 'ただいま準備中です。少し時間をおいてください。',
    hint: 'Starting up or shutting down.',
  },
  configuration: {
    status: 500,
    person: 'こちらの不具合で処理できませんでした。',
    hint: 'The configuration is wrong; every fault is listed.',
  },
  store_unreadable: {
    status: 500,
    person: 'こちらの不具合で処理できませんでした。',
    hint: 'The database file cannot be read as a Tobira database. It was left as it is.',
  },
  store_newer: {
    status: 500,
    person: 'こちらの不具合で処理できませんでした。',
    hint: 'The database was made by a newer Tobira. It was left as it is. Start the newer version.',
  },
  knowledge_unsound: {
    status: 500,
    person: 'こちらの不具合で処理できませんでした。',
    hint: 'Run npm run knowledge:check.',
  },
  not_prepared: {
    status: 500,
    person: 'こちらの不具合で処理できませんでした。',
    hint: 'Run npm run build: dictionary, model or pages are missing.',
  },
} as const satisfies Record<string, { status: number; person: string; hint: string }>;

export type ErrorCode = keyof typeof CATALOGUE;

/** An error of the catalogue. `message` is for the operator; `person` is what may be shown. */
export class TobiraError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, detail?: string, options?: { cause?: unknown }) {
    super(detail ?? CATALOGUE[code].hint, options);
    this.name = 'TobiraError';
    this.code = code;
  }

  get status(): number {
    return CATALOGUE[this.code].status;
  }

  get person(): string {
    return CATALOGUE[this.code].person;
  }

  get hint(): string {
    return CATALOGUE[this.code].hint;
  }
}

/** Whatever was thrown, as an Error. */
export function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}
