/**
 * Red Hat's YAML extension checks the same text by schemas of its own. For files that hold only documents which we
 * check ourselves, it is given a schema that allows everything; its settings are left alone.
 */
import { Disposable, extensions, type LogOutputChannel, Uri, workspace } from 'vscode';
import { holdsOnlyOurDocuments } from './holds-only-our-documents.ts';

/** The part of its exported API that is used here. */
interface YamlExtensionApi {
  registerContributor(
    schema: string,
    requestSchema: (resource: string) => string | undefined,
    requestSchemaContent: (uri: string) => string,
    label?: string,
  ): boolean;
}

const EXTENSION_ID = 'redhat.vscode-yaml';
// It finds the contributor of a schema by the scheme of the schema's address.
const CONTRIBUTOR = 'meshwright';
const SCHEMA_ADDRESS = `${CONTRIBUTOR}://schema/anything`;
const SCHEMA = JSON.stringify({
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'Checked by Meshwright',
});

/** Registers with the extension as soon as it is there. */
export function quietYamlExtension(log: LogOutputChannel): Disposable {
  let isRegistered = false;
  const register = async () => {
    const extension = extensions.getExtension<unknown>(EXTENSION_ID);
    if (isRegistered || extension === undefined) return;
    isRegistered = true;
    const api = await extension.activate();
    if (!hasContributors(api)) {
      log.warn(`${EXTENSION_ID} has no registerContributor: it may report what Meshwright reports too`);
    } else if (!api.registerContributor(CONTRIBUTOR, schemaFor, () => SCHEMA)) {
      log.warn(`${EXTENSION_ID} did not accept the contributor "${CONTRIBUTOR}"`);
    }
  };
  const tryToRegister = () => {
    register().catch((error: unknown) => log.warn(`${EXTENSION_ID} could not be asked: ${error}`));
  };
  tryToRegister();
  return Disposable.from(extensions.onDidChange(tryToRegister));
}

function hasContributors(api: unknown): api is YamlExtensionApi {
  return typeof api === 'object' && api !== null && 'registerContributor' in api;
}

/** The schema for a document; undefined leaves it to the extension's own rules. */
function schemaFor(resource: string): string | undefined {
  const uri = Uri.parse(resource).toString();
  const document = workspace.textDocuments.find((candidate) => candidate.uri.toString() === uri);
  if (document === undefined) return undefined;
  const mode = workspace.getConfiguration('meshwright', document).get('yaml.coexistence');
  return mode !== 'off' && holdsOnlyOurDocuments(document.getText()) ? SCHEMA_ADDRESS : undefined;
}
