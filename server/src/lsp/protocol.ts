/**
 * What client and server say to each other beyond the language server protocol: method names and the shapes of their
 * parameters and results. Types and names only, so that the client takes nothing else of the server into its bundle.
 *
 * URIs are strings in any valid encoding; positions are those of the protocol.
 */

import type { Range, WorkspaceEdit } from 'vscode-languageserver';
import type { CheckedCount } from './coverage-protocol.ts';

/** Requests from client to server. */
export const DOCUMENT_STATUS = 'meshwright/documentStatus';
export const EXPLAIN_SILENCE = 'meshwright/explainSilence';
export const OUR_DOCUMENTS = 'meshwright/documentIsOurs';
export const PATTERNS = 'meshwright/patterns';
export const RULES = 'meshwright/rules';
/** Answers with the changes; the client applies them. */
export const FIX_ALL = 'meshwright/fixAll';
/** Answers with a `WorkspaceStatus` when everything is read and analyzed. */
export const CHECK_FOLDER = 'meshwright/checkFolder';
/** What the files were understood to be, and why. */
export const WORLDS = 'meshwright/worlds';
/** Chooses the world that is shown where only one can be; of no consequence for findings. */
export const SHOW_WORLD = 'meshwright/showWorld';
/** Answers with what a file's Kustomize root or chart becomes; null where it is applied as it is written. */
export const BECOMES = 'meshwright/becomes';

/**
 * Notification from server to client: sent when the outcome of an analysis differs from the one before, to clients that
 * gave `initializationOptions`.
 */
export const STATUS = 'meshwright/status';

/** Notification from server to client, as `STATUS`: documents that *Format Document* left as they are. */
export const LEFT_ALONE = 'meshwright/leftAlone';

/** Requests from server to client, for folders that the server cannot read itself (`readThroughClient`). */
export const LIST_FILES = 'meshwright/fs/list';
/** Asked where `LIST_FILES` finds nothing: some virtual file systems cannot be searched, without saying so. */
export const LIST_FOLDER = 'meshwright/fs/folder';
export const READ_FILES = 'meshwright/fs/read';

/**
 * The server's own command, for the light bulb: argument 0 is a rule id. Client libraries register it by themselves
 * from the server's capabilities; nothing else may register a command of this name.
 */
export const OPEN_DOCUMENTATION = 'meshwright.openRuleDocumentation';
/** Command with a rule and a folder; the server asks the person, and has the client apply the changes. */
export const FIX_RULE_IN_FOLDER = 'meshwright.fixRuleInFolder';

/** `initializationOptions` of the `initialize` request; each member may be left out. */
export interface InitializationOptions {
  /**
   * Schemes of folders that the client reads for the server (`LIST_FILES`, `LIST_FOLDER`, `READ_FILES`). The server reads `file` by
   * itself when it runs in Node and the scheme is not named here, and nothing by itself in a web worker.
   */
  readonly readThroughClient?: readonly string[];
  /** The client's command that opens the suggestion list: run after an item whose value can be completed too. */
  readonly suggestCommand?: string;
  /** Arguments of `suggestCommand`: those that open the list without taking the Enter key. */
  readonly suggestArguments?: readonly unknown[];
  /**
   * The client's command that lists places: run by a click on a code lens, with a URI, a position in it and the
   * locations to list, all as the protocol writes them. Without it lenses are texts only.
   */
  readonly showPlacesCommand?: string;
  /** The client's command that explains a resource: run with a URI and a position in it, by lenses and from hovers. */
  readonly explainCommand?: string;
  /** The client's command that runs tests of a `*.mesh-test.yaml`: run by a lens, with a URI and the id of a test. */
  readonly runMeshTestCommand?: string;
  /** The client's command that opens a preview panel: run by lenses, with a name of `PANELS`, a URI and a position. */
  readonly openPanelCommand?: string;
  /**
   * The client keeps the first line of each symbol in sight while what is inside is scrolled: the outline has the kind
   * of an object as a symbol around its name then, because one symbol shows one line.
   */
  readonly showsFirstLines?: boolean;
  /** Settings for clients without `workspace/configuration`: the object below the key `meshwright`. */
  readonly settings?: unknown;
}

export interface FindingCounts {
  readonly error: number;
  readonly warning: number;
  readonly info: number;
  readonly hint: number;
}

export interface WorldStatus {
  /** For people: the folder's name, with the path inside it when a part of it is built on its own. */
  readonly name: string;
  /** The workspace folder it belongs to; absent for a file outside of every folder. */
  readonly folder?: string;
  /** Target release, `1.31`. */
  readonly istioVersion: string;
  /** `auto` when the release comes from the files or is the newest; `setting` when a person chose it. */
  readonly istioVersionSource: 'auto' | 'setting';
  readonly gatewayApiVersion: string;
  readonly gatewayApiChannel: 'standard' | 'experimental';
  readonly completeness: 'complete' | 'partial' | 'auto';
  /** Files that hold at least one document of ours. */
  readonly files: number;
  readonly resources: number;
  readonly findings: FindingCounts;
}

export interface WorkspaceStatus {
  /** `indexing`: folders are being read, the figures grow. */
  readonly state: 'indexing' | 'ready';
  /** Worlds that hold at least one resource. */
  readonly worlds: readonly WorldStatus[];
  readonly findings: FindingCounts;
  /** Files known to the server, and how many of them hold a document of ours. */
  readonly files: { readonly known: number; readonly ours: number };
  /** Absent until it has been counted. */
  readonly references?: CheckedCount & {
    /** The sentences that end a report of the command line. */
    readonly summary: string;
  };
  /** Folders left out as generated or vendored. */
  readonly skippedFolders: number;
  /** Settings that were not understood; sentences without a full stop. */
  readonly settingProblems: readonly string[];
}

export interface LeftAloneParams {
  readonly uri: string;
  /** `line`: zero-based, where the document's text begins. `ambiguous`: other blanks could mean something else. */
  readonly documents: readonly {
    readonly line: number;
    readonly why: 'broken' | 'template' | 'json' | 'foreign' | 'ambiguous';
  }[];
}

export interface DocumentStatusParams {
  readonly uri: string;
}

export interface DocumentStatus {
  readonly state: 'indexing' | 'ready';
  /** False: no document of this file is one of ours; there is no world then. */
  readonly isOurs: boolean;
  readonly world?: WorldStatus;
  readonly findings: FindingCounts;
  readonly suppressed: number;
  readonly resources: number;
  /** Of this file. */
  readonly references?: CheckedCount;
}

export interface ExplainSilenceParams {
  readonly uri: string;
  /** Zero-based; explains the resource that stands there. Absent: the first one. */
  readonly position?: { readonly line: number; readonly character: number };
}

export interface ExplainSilenceResult {
  readonly markdown: string;
}

export interface OurDocumentsParams {
  /** Only these are judged; absent: every file that the server knows. */
  readonly uris?: readonly string[];
}

export interface OurDocumentsResult {
  /** Files that hold Istio and Gateway API documents and nothing else. */
  readonly uris: readonly string[];
}

export interface PatternsParams {
  /** The file that the pattern is for; it need not exist. */
  readonly uri: string;
}

export interface PatternsResult {
  /** `context`: group and namespace, or API version. `text`: in snippet syntax, LF. */
  readonly patterns: readonly {
    readonly label: string;
    readonly context: string;
    readonly about: string;
    readonly text: string;
  }[];
}

export interface RulesResult {
  readonly rules: readonly {
    readonly id: string;
    readonly title: string;
    readonly severity: string;
    /** Of the rule's page. */
    readonly url: string;
  }[];
}

/** One file, or all files below a folder. */
export type FixAllParams = { readonly uri: string } | { readonly folder: string };

export interface FixAllResult {
  readonly edit: WorkspaceEdit;
  readonly files: number;
  /** Places that change. */
  readonly fixes: number;
}

export interface ListFilesParams {
  /** A workspace folder. */
  readonly folder: string;
  /** VS Code globs, relative to the folder. */
  readonly include: readonly string[];
  readonly exclude: readonly string[];
}

export interface ListFilesResult {
  readonly uris: readonly string[];
}

export interface ListFolderParams {
  /** A folder inside a workspace folder, or one itself. */
  readonly folder: string;
}

export interface ListFolderResult {
  /** Without links to folders. */
  readonly entries: readonly { readonly name: string; readonly kind: 'file' | 'folder' }[];
}

export interface ReadFilesParams {
  readonly uris: readonly string[];
  /** No more than this many bytes of each file are wanted. */
  readonly maxBytes: number;
}

export interface ReadFilesResult {
  /** One for each of the wanted URIs, in their order. */
  readonly files: readonly ReadFile[];
}

/** `size`: bytes of the whole file. `problem`: why it cannot be read. */
export type ReadFile = { readonly base64: string; readonly size: number } | { readonly problem: string };

export interface WorldsParams {
  /** Worlds that show this file are marked. */
  readonly uri?: string;
}

export interface WorldEntry {
  /** For people, and for `SHOW_WORLD`. */
  readonly name: string;
  readonly kind: 'declared' | 'delivery' | 'kustomize' | 'helm' | 'environment' | 'example' | 'plain';
  readonly files: number;
  /** Why these files are a world: a sentence without a full stop. */
  readonly why: string;
  /** What belongs to it and is in none of the files. */
  readonly unresolved: readonly string[];
  readonly showsDocument: boolean;
  /** The file to open for it. */
  readonly uri?: string;
}

export interface WorldsResult {
  readonly worlds: readonly WorldEntry[];
  /** The one that is shown first, when somebody has chosen one. */
  readonly preferred?: string;
}

export interface ShowWorldParams {
  /** Null: the first one of each file. */
  readonly name: string | null;
}

export interface BecomesParams {
  readonly uri: string;
  /** One of those that the answer names; absent: the one that is shown first. */
  readonly world?: string;
}

export interface BecomesResult {
  readonly world: string;
  /** All that the file is a part of. */
  readonly worlds: readonly string[];
  /** Of a read-only document; LF. */
  readonly text: string;
  /** Where what stands in a line is written. `words`: the characters of the line that say so. */
  readonly origins: readonly {
    readonly line: number;
    readonly words?: readonly [start: number, end: number];
    readonly uri: string;
    readonly range: Range;
  }[];
}

/** A resource, or a line of a log, in words. */
export const EXPLAIN = 'meshwright/explain';

/** Either a place in a file, or a text: a line of an access log, a cluster name, a response flag. */
export interface ExplainParams {
  readonly uri?: string;
  /** Zero-based; explains the resource that stands there. */
  readonly position?: { readonly line: number; readonly character: number };
  readonly text?: string;
}

export interface ExplainResult {
  /** Empty when nothing there can be explained. */
  readonly markdown: string;
}

/** The tests of a `*.mesh-test.yaml`, as it is now. */
export const MESH_TESTS = 'meshwright/meshTests';
/** What comes of all of them. */
export const RUN_MESH_TESTS = 'meshwright/runMeshTests';

interface TextRange {
  readonly start: { readonly line: number; readonly character: number };
  readonly end: { readonly line: number; readonly character: number };
}

export interface MeshTestsParams {
  readonly uri: string;
}

export interface MeshTestsResult {
  readonly tests: readonly {
    /** Finds the test again as long as it keeps its place in the file. */
    readonly id: string;
    readonly name: string;
    readonly kind: 'request' | 'invariant';
    readonly range: TextRange;
  }[];
}

export type RunMeshTestsParams = MeshTestsParams;

export interface RunMeshTestsResult {
  readonly results: readonly {
    /** Of the test; one that stands for several requests has a result for each. */
    readonly id: string;
    /** What was asked, in a line; may be empty. */
    readonly request: string;
    /** None: it holds. */
    readonly failures: readonly { readonly text: string; readonly range: TextRange }[];
    /** How the answer came about, in order. */
    readonly steps: readonly {
      readonly text: string;
      readonly outcome: 'decided' | 'passed' | 'rejected' | 'note';
      readonly place?: { readonly name: string; readonly uri: string; readonly range: TextRange };
    }[];
  }[];
}
