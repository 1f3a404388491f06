/** What the request panel shows. Types only; the page reads them too. */
import type { JsonValue } from '../../base/json.ts';
import type { PanelHead, PanelItem, PlaceId, Sentence } from '../panels/panel-data.ts';

/** As a person fills it in; what the page sends back. */
export interface RequestForm {
  /** Id of a source: `workload shop/web`, `gateway edge/public`, `outside`. */
  readonly from: string;
  readonly method: string;
  /** `http://host:port/path`, `tcp://host:port`, `tls://host:port`. */
  readonly url: string;
  /** `name: value`. */
  readonly headers: readonly string[];
  readonly token: 'none' | 'valid' | 'invalid';
  /** JSON. */
  readonly claims: string;
  /** Address of whoever asks; empty: not given. */
  readonly sourceIp: string;
  /** What external authorizers answer; empty: not given. */
  readonly authorizers: '' | 'allow' | 'deny';
}

/** `reaches`: the request arrives; `elsewhere`: it is redirected, answered on the way or leaves the mesh. */
export type VerdictKind = 'reaches' | 'refused' | 'elsewhere' | 'depends';

export interface Verdict {
  readonly kind: VerdictKind;
  /** In few words: `403, denied`. */
  readonly title: string;
  readonly text: Sentence;
}

/** One destination of several. */
export interface Branch {
  readonly id: string;
  readonly text: string;
  /** Percent. */
  readonly share: number;
  readonly verdict: Verdict;
}

export interface RequestShown {
  readonly form: RequestForm;
  /** Made from what stands at the cursor, typed into the page, or given by whoever opened the panel. */
  readonly origin: 'cursor' | 'page' | 'given';
  /** Why the form is no request; then there is no answer. */
  readonly problems: readonly { readonly field: keyof RequestForm; readonly text: string }[];
  readonly verdict?: Verdict;
  /** More than one: the first has the largest share. */
  readonly branches: readonly Branch[];
  /** Some policy on the way asks an external authorizer, or for the address of the caller. */
  readonly asksFor: readonly ('authorizers' | 'sourceIp')[];
  readonly copies?: {
    readonly curl: string;
    readonly trace: string;
    /** An entry of `requests` in a MeshTest. */
    readonly test: JsonValue;
  };
}

export type RequestHead = PanelHead<RequestShown>;

export interface DetailLine {
  readonly mark?: 'holds' | 'fails' | 'unknown';
  readonly text: string;
  readonly place?: PlaceId;
}

export interface Detail {
  readonly title: string;
  readonly lines: readonly DetailLine[];
}

/** `skip`: not reached, or not applicable; `unjudged`: files do not say. */
export type StepKind = 'ok' | 'no' | 'skip' | 'unjudged';

export interface StepRow extends PanelItem {
  readonly sort: 'step';
  /** Of the destination whose answer it is part of; undefined before the ways part. */
  readonly branch?: string;
  readonly kind: StepKind;
  readonly title: string;
  readonly text: Sentence;
  readonly place?: PlaceId;
  readonly details: readonly Detail[];
}

/** Who may be chosen to ask. */
export interface SourceRow extends PanelItem {
  readonly sort: 'source';
  /** Undefined for those outside of the mesh. */
  readonly namespace?: string;
  readonly text: string;
}

export type RequestItem = StepRow | SourceRow;
