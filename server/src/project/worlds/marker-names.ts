/** Names of the files that make a folder one that is built. */
import { nameOf } from './paths.ts';

const KUSTOMIZATION = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];

export function isKustomization(path: string): boolean {
  return KUSTOMIZATION.includes(nameOf(path));
}

export function isChart(path: string): boolean {
  return nameOf(path) === 'Chart.yaml';
}

/** Its releases name charts. */
export function isHelmfile(path: string): boolean {
  return /(?:^|\/)(?:helmfile\.ya?ml|helmfile\.d\/[^/]+\.ya?ml)$/.test(path);
}
