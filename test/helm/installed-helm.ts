/** A program that answers as `helm template` does for one chart, and writes down what it was told. */
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RUNTIME } from '../cli/run-cli.ts';

export const ROUTE = `apiVersion: networking.istio.io/v1
kind: VirtualService
metadata:
  name: {{ .Release.Name }}-cart
  namespace: {{ .Release.Namespace }}
spec:
  hosts:
    - cart
  http:
    - timeout: {{ .Values.timeout }}
      retries:
        attempts: 3
        perTryTimeOut: 2s
      route:
        - destination:
            host: cart
`;

export const CHART: Readonly<Record<string, string>> = {
  'shop/Chart.yaml': 'apiVersion: v2\nname: store\nversion: 0.1.0\n',
  'shop/values.yaml': 'timeout: 5s\n',
  'shop/values-prod.yaml': '# of production\ntimeout: 5 seconds\n',
  'shop/templates/route.yaml': ROUTE,
};

/** Puts what the two actions print into the one template; `{{ fail }}` in it is refused, `{{ sleep }}` takes for ever. */
const PROGRAM = `
const fs = require('node:fs');
const args = process.argv.slice(2);
const told = { args, cwd: process.cwd(), env: Object.keys(process.env).sort() };
fs.appendFileSync(__filename + '.log', JSON.stringify(told) + '\\n');
const [release, chart] = args.slice(args.indexOf('--') + 1);
const given = args.filter((arg) => arg.startsWith('--values=')).map((arg) => arg.slice(9));
const template = fs.readFileSync(chart + '/templates/route.yaml', 'utf8');
const at = template.split('\\n').findIndex((line) => line.includes('{{ fail'));
const timeout = [chart + '/values.yaml', ...given]
  .map((file) => /^timeout: (.*)$/m.exec(fs.readFileSync(file, 'utf8')))
  .filter(Boolean).at(-1)[1];
if (template.includes('{{ sleep')) setInterval(() => {}, 1000);
else if (at >= 0) {
  process.stderr.write('WARNING: nothing\\nError: execution error at (store/templates/route.yaml:' + (at + 1) + ':9): a host is needed\\n');
  process.exitCode = 1;
} else {
  const namespace = args.find((arg) => arg.startsWith('--namespace=')).slice(12);
  process.stdout.write('---\\n# Source: store/templates/route.yaml\\n' + template
    .replace('{{ .Release.Name }}', release)
    .replace('{{ .Release.Namespace }}', namespace)
    .replace('{{ .Values.timeout }}', timeout));
}
`;

export interface Told {
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: readonly string[];
}

/** @returns its path; what it was told stands in `<path>.log`, a JSON object a line */
export function writeFakeHelm(folder: string): string {
  const path = join(folder, 'fake-helm.cjs');
  writeFileSync(path, `#!${RUNTIME}\n${PROGRAM}`);
  chmodSync(path, 0o755);
  return path;
}
