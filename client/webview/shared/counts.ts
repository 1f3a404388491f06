/** Things with their number. */
import { t } from './l10n.ts';

type Counted = (count: number) => string;

export const services: Counted = (count) => (count === 1 ? t('1 service') : t('{0} services', count));
export const hosts: Counted = (count) => (count === 1 ? t('1 host') : t('{0} hosts', count));
export const gateways: Counted = (count) => (count === 1 ? t('1 gateway') : t('{0} gateways', count));
export const namespaces: Counted = (count) => (count === 1 ? t('1 namespace') : t('{0} namespaces', count));
export const routes: Counted = (count) => (count === 1 ? t('1 route') : t('{0} routes', count));
export const subsets: Counted = (count) => (count === 1 ? t('1 subset') : t('{0} subsets', count));
export const workloads: Counted = (count) => (count === 1 ? t('1 workload') : t('{0} workloads', count));
export const findings: Counted = (count) => (count === 1 ? t('1 finding') : t('{0} findings', count));
export const matches: Counted = (count) => (count === 1 ? t('1 match') : t('{0} matches', count));
export const rules: Counted = (count) => (count === 1 ? t('1 rule') : t('{0} rules', count));
export const destinations: Counted = (count) =>
  count === 1 ? t('1 destination') : t('{0} destinations', count);
export const retries: Counted = (count) => (count === 1 ? t('1 retry') : t('{0} retries', count));
export const headers: Counted = (count) => (count === 1 ? t('1 header') : t('{0} headers', count));
export const params: Counted = (count) =>
  count === 1 ? t('1 query parameter') : t('{0} query parameters', count);
