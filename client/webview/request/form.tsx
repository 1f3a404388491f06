/** What is asked: native controls, sent to the server a moment after the last key. */
import type { ComponentChildren, JSX } from 'preact';
import type {
  RequestForm,
  RequestShown,
  SourceRow,
} from '../../../server/src/features/request-answer/request-data.ts';
import { t } from '../shared/l10n.ts';
import { shown } from '../shared/text.ts';

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

export interface FormProps {
  readonly form: RequestForm;
  readonly sources: readonly SourceRow[];
  readonly problems: RequestShown['problems'];
  readonly asksFor: RequestShown['asksFor'];
  onChange(form: RequestForm): void;
}

export function Form({ form, sources, problems, asksFor, onChange }: FormProps): JSX.Element {
  const put = (change: Partial<RequestForm>) => onChange({ ...form, ...change });
  const tokens = [
    ['none', t('no token')],
    ['valid', t('valid token')],
    ['invalid', t('invalid token')],
  ] as const;
  const isTcp = /^(tcp|tls):/i.test(form.url);
  const hasMore = asksFor.length > 0 || form.sourceIp !== '' || form.authorizers !== '';
  return (
    <form class="request" onSubmit={(event) => event.preventDefault()}>
      <Line label={t('From')} id="from" problems={problems}>
        <Sources value={form.from} sources={sources} onPick={(from) => put({ from })} />
      </Line>
      <Line label={t('Request')} id="url" problems={problems}>
        {!isTcp && <Method value={form.method} onPick={(method) => put({ method })} />}
        <Text id="url" value={form.url} onInput={(url) => put({ url })} placeholder="http://host:port/path" />
      </Line>
      {!isTcp && (
        <Headers headers={form.headers} problems={problems} onChange={(headers) => put({ headers })} />
      )}
      {!isTcp && (
        <Line label={t('Token')} id="token" problems={problems} also="claims">
          <select
            id="token"
            value={form.token}
            onChange={(event) => put({ token: event.currentTarget.value as RequestForm['token'] })}
          >
            {tokens.map(([id, text]) => (
              <option key={id} value={id}>
                {text}
              </option>
            ))}
          </select>
          {form.token === 'valid' && (
            <Text
              id="claims"
              label={t('Claims of the token, as JSON')}
              value={form.claims}
              placeholder='{"iss": "…", "sub": "…"}'
              onInput={(claims) => put({ claims })}
            />
          )}
        </Line>
      )}
      <details open={hasMore}>
        <summary>{t('More')}</summary>
        <Line label={t('Caller’s address')} id="sourceIp" problems={problems}>
          <Text
            id="sourceIp"
            value={form.sourceIp}
            placeholder="203.0.113.7"
            onInput={(sourceIp) => put({ sourceIp })}
          />
        </Line>
        <Line label={t('Authorizers')} id="authorizers" problems={problems}>
          <select
            id="authorizers"
            value={form.authorizers}
            onChange={(event) =>
              put({ authorizers: event.currentTarget.value as RequestForm['authorizers'] })
            }
          >
            <option value="">{t('not known')}</option>
            <option value="allow">{t('external authorizers allow it')}</option>
            <option value="deny">{t('external authorizers deny it')}</option>
          </select>
        </Line>
      </details>
    </form>
  );
}

interface LineProps {
  readonly label: string;
  readonly id: keyof RequestForm;
  /** Another field of the line. */
  readonly also?: keyof RequestForm;
  readonly problems: RequestShown['problems'];
  readonly children: ComponentChildren;
}

function Line({ label, id, also, problems, children }: LineProps): JSX.Element {
  const own = problems.filter(({ field }) => field === id || field === also);
  return (
    <div class="line">
      <label for={id}>{label}</label>
      <div class="fields">{children}</div>
      {own.map(({ text }) => (
        <p key={text} class="problem" role="status">
          {shown(text)}
        </p>
      ))}
    </div>
  );
}

interface TextProps {
  readonly id: string;
  readonly label?: string;
  readonly value: string;
  readonly placeholder: string;
  onInput(value: string): void;
}

function Text({ id, label, value, placeholder, onInput }: TextProps): JSX.Element {
  return (
    <input
      id={id}
      type="text"
      aria-label={label}
      spellcheck={false}
      value={value}
      placeholder={placeholder}
      onInput={(event) => onInput(event.currentTarget.value)}
    />
  );
}

function Method({ value, onPick }: { readonly value: string; onPick(method: string): void }): JSX.Element {
  const all = METHODS.includes(value) ? METHODS : [...METHODS, value];
  return (
    <select aria-label={t('Method')} value={value} onChange={(event) => onPick(event.currentTarget.value)}>
      {all.map((each) => (
        <option key={each} value={each}>
          {shown(each)}
        </option>
      ))}
    </select>
  );
}

function Sources({
  value,
  sources,
  onPick,
}: {
  readonly value: string;
  readonly sources: readonly SourceRow[];
  onPick(id: string): void;
}): JSX.Element {
  const namespaces = [...new Set(sources.flatMap(({ namespace }) => namespace ?? []))];
  const options = (namespace: string | undefined) =>
    sources
      .filter((each) => each.namespace === namespace)
      .map(({ id, text }) => (
        <option key={id} value={id}>
          {shown(namespace === undefined ? text : `${namespace}/${text}`)}
        </option>
      ));
  const isKnown = sources.some(({ id }) => id === value);
  return (
    <select id="from" value={value} onChange={(event) => onPick(event.currentTarget.value)}>
      {!isKnown && <option value={value}>{shown(value)}</option>}
      <optgroup label={t('outside')}>{options(undefined)}</optgroup>
      {namespaces.map((namespace) => (
        <optgroup key={namespace} label={shown(namespace)}>
          {options(namespace)}
        </optgroup>
      ))}
    </select>
  );
}

function Headers({
  headers,
  problems,
  onChange,
}: {
  readonly headers: readonly string[];
  readonly problems: RequestShown['problems'];
  onChange(headers: readonly string[]): void;
}): JSX.Element {
  const rows = headers.length === 0 ? [''] : headers;
  return (
    <Line label={t('Headers')} id="headers" problems={problems}>
      {rows.map((header, index) => (
        <input
          key={index}
          id={index === 0 ? 'headers' : undefined}
          aria-label={index === 0 ? undefined : t('Header {0}', index + 1)}
          type="text"
          spellcheck={false}
          value={header}
          placeholder={t('name: value')}
          onInput={(event) =>
            onChange(rows.map((each, at) => (at === index ? event.currentTarget.value : each)))
          }
        />
      ))}
      <button type="button" aria-label={t('Add a header')} onClick={() => onChange([...rows, ''])}>
        +
      </button>
    </Line>
  );
}
