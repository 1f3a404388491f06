/** What processes cost: CPU time of all their threads and peak memory. */
import { type ChildProcess, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';

/** CPU in milliseconds, peak memory in megabytes. */
export interface Cost {
  readonly cpu: number;
  readonly rss: number;
}

/** Prints CPU milliseconds and peak megabytes of a Node process at its end. */
const METER = `data:text/javascript,${encodeURIComponent(
  "process.on('exit',()=>{const{user,system}=process.cpuUsage();process.stderr.write('\\n@'+(user+system)/1000+' '+process.resourceUsage().maxRSS/1024)})",
)}`;

/** @param node path of the program */
export function nodeCost(node: string, args: readonly string[]): Cost {
  const { stderr } = spawnSync(node, ['--import', METER, ...args], { encoding: 'utf8', maxBuffer: 2 ** 30 });
  const [, cpu, rss] = /\n@([\d.]+) ([\d.]+)/.exec(stderr) ?? [];
  if (cpu === undefined) throw new Error(`it did not end as it should: ${stderr.slice(-500)}`);
  return { cpu: Number(cpu), rss: Number(rss) };
}

/** CPU of any program. */
export function programCost(path: string, args: readonly string[]): number {
  const command = 'TIMEFORMAT="%U %S"; time "$@" >/dev/null 2>&1';
  const { stderr } = spawnSync('bash', ['-c', command, 'time', path, ...args], { encoding: 'utf8' });
  return stderr
    .trim()
    .split(' ')
    .reduce((sum, seconds) => sum + Number(seconds) * 1000, 0);
}

/** CPU of a running process so far, to the microsecond where the system tells it (Linux), else 0. */
export function cpuOf({ pid }: ChildProcess): number {
  const tasks = `/proc/${pid}/task`;
  if (!existsSync(tasks)) return 0;
  return readdirSync(tasks).reduce((sum, task) => {
    const [nanoseconds] = readFileSync(`${tasks}/${task}/schedstat`, 'utf8').split(' ');
    return sum + Number(nanoseconds) / 1e6;
  }, 0);
}

/** Megabytes of a running process at its worst; 0 where the system does not tell. */
export function peakOf({ pid }: ChildProcess): number {
  const path = `/proc/${pid}/status`;
  const match = existsSync(path) ? /VmHWM:\s+(\d+) kB/.exec(readFileSync(path, 'utf8')) : null;
  return match === null ? 0 : Number(match[1]) / 1024;
}
