/** Values by their labels, as Prometheus writes them: `status="open"`; `''` for none. */
type Values = ReadonlyMap<string, number>;

interface Metric {
  name: string;
  kind: 'counter' | 'gauge';
  help: string;
  collect: () => Values | Promise<Values>;
}

/** One label with its value, in Prometheus' form. */
export function label(name: string, value: string): string {
  return `${name}="${value.replace(/[\\"\n]/g, (sign) => (sign === '\n' ? '\\n' : `\\${sign}`))}"`;
}

/** What is counted, and the text that Prometheus reads. Counters start at 0 with the process. */
export class Metrics {
  readonly #metrics: Metric[] = [];

  /** @returns counts up, by 1 unless told otherwise */
  counter(name: string, help: string): (by?: number, labels?: string) => void {
    const values = new Map<string, number>();
    this.#metrics.push({ name, kind: 'counter', help, collect: () => values });
    return (by = 1, labels = '') => {
      values.set(labels, (values.get(labels) ?? 0) + by);
    };
  }

  /** A value that is looked up whenever somebody asks. */
  gauge(name: string, help: string, collect: Metric['collect']): void {
    this.#metrics.push({ name, kind: 'gauge', help, collect });
  }

  async text(): Promise<string> {
    const blocks = await Promise.all(this.#metrics.map(render));
    return `${blocks.join('\n')}\n`;
  }
}

async function render({ name, kind, help, collect }: Metric): Promise<string> {
  const lines = [`# HELP ${name} ${help}`, `# TYPE ${name} ${kind}`];
  for (const [labels, value] of await collect()) lines.push(`${name}${labels ? `{${labels}}` : ''} ${value}`);
  return lines.join('\n');
}
