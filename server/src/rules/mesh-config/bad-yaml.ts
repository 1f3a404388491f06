/** Mesh configuration in a ConfigMap that is no YAML. */
import { embeddedDocuments } from '../../model/embedded-documents.ts';
import { defineRule } from '../define-rule.ts';

export const badYaml = defineRule({
  id: 'mesh-config/bad-yaml',
  title: 'Text with the mesh configuration is not YAML',
  severity: 'error',
  preset: 'recommended',
  kinds: ['core/ConfigMap'],
  scope: 'document',
  supersedes: ['mesh-config/unreadable-value'],
  equivalents: [],
  docs: {
    why: 'For Kubernetes the keys `mesh` and `meshNetworks` of the ConfigMap `istio` hold plain text, so any text is stored. istiod reads it as one YAML mapping; when it cannot, it goes on with the configuration that it had, and after a restart with the defaults.',
    fix: 'Mend the YAML at the place that is marked: mostly indentation, or a quote that is missing.',
    noFix: 'The text cannot be read as YAML, and what was meant is not in it.',
  },
  messages: {
    syntax: ({ detail }: { readonly detail: string }) => `The text is not valid YAML: ${detail}`,
    noMapping: ({ key }: { readonly key: string }) => `"${key}" must hold a mapping of fields`,
  },
  effect: 'istiod cannot read the text and goes on without it',
  check(ctx) {
    for (const { path, document, start } of ctx.resource.facts(embeddedDocuments)) {
      if (document.isTemplate) continue;
      const problem = document.problems.find(({ code }) => code === 'syntax');
      if (problem !== undefined) {
        const slice = { start: start + problem.start, end: start + problem.end };
        ctx.report({
          message: 'syntax',
          at: { path, slice },
          data: { detail: String(problem.data['detail'] ?? 'it cannot be read') },
        });
      } else if (document.root !== undefined && document.root.kind !== 'map') {
        ctx.report({ message: 'noMapping', at: path, data: { key: path.slice(path.indexOf('.') + 1) } });
      }
    }
  },
});
