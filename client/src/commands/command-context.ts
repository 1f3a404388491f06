/** What commands work with. */
import type { ExtensionContext, LogOutputChannel } from 'vscode';
import type { LanguageServer } from '../language-server.ts';
import type { Runtime } from '../runtime.ts';
import type { MeshTestExplorer } from '../tests/mesh-tests.ts';
import type { BecomingView } from '../views/becoming-view.ts';
import type { ExplanationView } from '../views/explanation-view.ts';

export interface CommandContext {
  readonly context: ExtensionContext;
  readonly runtime: Runtime;
  readonly log: LogOutputChannel;
  readonly server: LanguageServer;
  readonly explanations: ExplanationView;
  readonly becoming: BecomingView;
  readonly meshTests: MeshTestExplorer;
}
