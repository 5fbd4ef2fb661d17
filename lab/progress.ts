import process from 'node:process';

const started = performance.now();

export function say(text: string): void {
  process.stderr.write(`lab ${seconds(started).padStart(6)}  ${text}\n`);
}

/** Says that work begins, that it still goes on (twice a minute), and how long it took. */
export async function during<T>(text: string, work: () => Promise<T>): Promise<T> {
  const begin = performance.now();
  say(`${text} …`);
  const timer = setInterval(() => say(`${text}: still at it after ${seconds(begin)}`), 30_000);
  try {
    const result = await work();
    say(`${text}: ${seconds(begin)}`);
    return result;
  } finally {
    clearInterval(timer);
  }
}

function seconds(since: number): string {
  return `${((performance.now() - since) / 1000).toFixed(1)}s`;
}
