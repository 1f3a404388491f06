/** What stands in a picture beside names. A page says it in the editor's language, the command line in English. */

export interface PictureWords {
  /** Of the whole, for who cannot see it. */
  readonly title: string;
  /** Over the columns. */
  readonly heads: readonly [gateways: string, hosts: string, services: string];
  readonly noNamespace: string;
  readonly notFound: string;
  readonly notJudged: string;
  readonly noRoute: string;
  routes(count: number): string;
  about(counts: PictureCounts): string;
}

export interface PictureCounts {
  readonly gateways: number;
  readonly hosts: number;
  readonly services: number;
  readonly destinations: number;
}

export const ENGLISH: PictureWords = {
  title: 'Service mesh',
  heads: ['Gateways', 'Hosts, their routes in order', 'Services, subsets, workloads'],
  noNamespace: 'no namespace',
  notFound: 'not found',
  notJudged: 'not judged',
  noRoute: 'no route',
  routes: (count) => `${count} route${count === 1 ? '' : 's'}`,
  about: ({ gateways, hosts, services, destinations }) =>
    `${gateways} gateways, ${hosts} hosts, ${services} services, ${destinations} destinations of routes`,
};
