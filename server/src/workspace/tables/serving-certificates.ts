/** What Secrets in the files are worth as server certificates. */
import { type ServingCertificate, servingCertificate } from '../../model/serving-certificate.ts';
import { defineTable } from '../table.ts';

/** Key: `namespace/name`. */
export const servingCertificates = defineTable<ServingCertificate>({
  name: 'servingCertificates',
  kinds: ['core/Secret'],
  *rows(resource) {
    const certificate = resource.facts(servingCertificate);
    if (certificate !== undefined) yield [`${resource.namespace}/${resource.name}`, certificate];
  },
});
