/** As much of a browser's XMLHttpRequest as the official client uses, over Node's own fetch. */
export class XmlHttpRequest {
  onreadystatechange: (() => void) | null = null;
  ontimeout: (() => void) | null = null;
  timeout = 0;
  responseType = '';
  withCredentials = false;
  readyState = 0;
  status = 0;
  response: unknown = null;
  #url = '';
  #method = '';
  #answered = new Headers();
  readonly #headers = new Headers();

  open(method: string, url: string): void {
    this.#method = method;
    this.#url = url;
    this.readyState = 1;
  }

  setRequestHeader(name: string, value: string): void {
    this.#headers.set(name, value);
  }

  getResponseHeader(name: string): string | null {
    return this.#answered.get(name);
  }

  getAllResponseHeaders(): string {
    return [...this.#answered].map(([name, value]) => `${name}: ${value}`).join('\r\n');
  }

  abort(): void {
    this.onreadystatechange = null;
  }

  send(body?: string): void {
    void this.#fetch(body).then(() => {
      this.readyState = 4;
      this.onreadystatechange?.();
    });
  }

  /** A network error leaves the status at 0, as in a browser. */
  async #fetch(body?: string): Promise<void> {
    try {
      const response = await fetch(this.#url, { method: this.#method, headers: this.#headers, body });
      this.response = await response.json();
      this.#answered = response.headers;
      this.status = response.status;
    } catch {
      this.status = 0;
    }
  }
}
