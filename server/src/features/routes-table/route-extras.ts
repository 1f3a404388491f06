/** What else a rule does: timeout, retries, and the chips of the last column. */

import type { Fields } from '../../semantics/fields.ts';
import { attemptsOf, mirrorsOf } from '../../semantics/http-action.ts';
import type { MeshObject } from '../../semantics/mesh.ts';
import type { Link, Sentence } from '../panels/panel-data.ts';
import { backendDestination, meshDestination } from './destination-rows.ts';
import type { DestinationRow, SettingText } from './routes-data.ts';
import type { RouteView } from './view.ts';

export interface RuleSettings {
  readonly timeout?: SettingText;
  readonly retries?: SettingText;
  readonly extras: readonly Link[];
  readonly action?: Sentence;
}

export function istioSettings(view: RouteView, rule: Fields, writtenIn: MeshObject): RuleSettings {
  const action = istioAction(view, rule, writtenIn);
  const extras = istioExtras(view, rule, writtenIn);
  if (action !== undefined) return { action, extras };
  return {
    timeout: setting(view, writtenIn, rule.get('timeout'), 'none'),
    retries: istioRetries(view, rule, writtenIn),
    extras,
  };
}

function setting(view: RouteView, { ref }: MeshObject, field: Fields, byDefault: string): SettingText {
  const text = field.string();
  return text === undefined
    ? { text: byDefault, isDefault: true }
    : { text, isDefault: false, place: view.places.id(ref, field.path) };
}

function istioRetries(view: RouteView, rule: Fields, { ref }: MeshObject): SettingText {
  const own = rule.get('retries');
  const attempts = attemptsOf(view.mesh, rule);
  if (!own.exists) {
    const isMeshWide = view.mesh.settings.meshConfig.get('defaultHttpRetryPolicy').exists;
    return { text: `${attempts}×`, isDefault: true, ...(isMeshWide && { text: `${attempts}× (mesh-wide)` }) };
  }
  const perTry = own.get('perTryTimeout').string();
  const on = own.get('retryOn').string();
  const parts = [
    `${attempts}×`,
    ...(perTry === undefined ? [] : [`${perTry} each`]),
    ...(on === undefined
      ? []
      : [
          `on ${on
            .split(',')
            .map((each) => each.trim())
            .join(', ')}`,
        ]),
  ];
  return {
    text: attempts === 0 ? 'never' : parts.join(', '),
    isDefault: false,
    place: view.places.id(ref, own.path),
  };
}

function istioAction(view: RouteView, rule: Fields, { ref }: MeshObject): Sentence | undefined {
  const redirect = rule.get('redirect');
  if (redirect.exists) {
    const target = [
      redirect.get('scheme').string(),
      redirect.get('authority').string(),
      redirect.get('uri').string(),
    ].filter((part) => part !== undefined);
    const code = redirect.get('redirectCode').number() ?? 301;
    return [
      'redirected to ',
      view.places.link(target.join(' ') || 'the same address', ref, redirect.path),
      ` with ${code}`,
    ];
  }
  const direct = rule.get('directResponse');
  if (direct.exists) {
    const status = direct.get('status').number();
    return ['answered by the proxy with ', view.places.link(String(status ?? '?'), ref, direct.path)];
  }
  if (rule.get('route').items().length > 0) return undefined;
  return ['nothing is written that it does with requests'];
}

function istioExtras(view: RouteView, rule: Fields, writtenIn: MeshObject): readonly Link[] {
  const { ref } = writtenIn;
  const chips: Link[] = [];
  const add = (text: string, field: Fields) => chips.push(view.places.link(text, ref, field.path));
  const fault = rule.get('fault');
  const delay = fault.get('delay');
  const abort = fault.get('abort');
  if (delay.exists) add(`fault: ${percentOf(delay)} wait ${delay.get('fixedDelay').string() ?? '?'}`, delay);
  if (abort.exists) {
    const status = abort.get('httpStatus').number() ?? abort.get('grpcStatus').string() ?? '?';
    add(`fault: ${percentOf(abort)} get ${status}`, abort);
  }
  const rewrite = rule.get('rewrite');
  for (const key of ['uri', 'authority'] as const) {
    const text = rewrite.get(key).string();
    if (text !== undefined) add(`rewrite ${key === 'uri' ? 'path' : 'host'} → ${text}`, rewrite.get(key));
  }
  if (rewrite.get('uriRegexRewrite').exists)
    add('rewrite path by expression', rewrite.get('uriRegexRewrite'));
  for (const { destination, percent } of mirrorsOf(rule)) {
    add(`mirror ${percent} % → ${targetText(meshDestination(view, destination, writtenIn))}`, destination);
  }
  if (rule.get('headers').exists) add('headers', rule.get('headers'));
  if (rule.get('corsPolicy').exists) add('CORS', rule.get('corsPolicy'));
  return chips;
}

function percentOf(fault: Fields): string {
  const share = fault.get('percentage').exists
    ? (fault.get('percentage').get('value').number() ?? 0)
    : (fault.get('percent').number() ?? 100);
  return `${share} %`;
}

/** HTTPRoute and GRPCRoute: timeouts, retries and filters. */
export function gatewayApiSettings(view: RouteView, rule: Fields, writtenIn: MeshObject): RuleSettings {
  const { ref } = writtenIn;
  const filters = rule.get('filters').items();
  const redirect = filters.map((filter) => filter.get('requestRedirect')).find(({ exists }) => exists);
  const extras = filters.flatMap((filter): readonly Link[] => {
    const type = filter.get('type').string();
    if (type === undefined || type === 'RequestRedirect') return [];
    const mirror = filter.get('requestMirror');
    const text = mirror.exists ? mirrorText(view, mirror, writtenIn) : (FILTERS.get(type) ?? type);
    return [view.places.link(text, ref, filter.path)];
  });
  if (redirect !== undefined) {
    const target = [redirect.get('scheme').string(), redirect.get('hostname').string()].filter(
      (part) => part !== undefined,
    );
    const code = redirect.get('statusCode').number() ?? 302;
    const link = view.places.link(target.join(' ') || 'the same host', ref, redirect.path);
    return { action: ['redirected to ', link, ` with ${code}`], extras };
  }
  const isEmpty = rule.get('backendRefs').items().length === 0;
  if (isEmpty) return { action: ['answered with 500: no backend is written'], extras };
  const timeouts = rule.get('timeouts');
  const attempts = rule.get('retry').get('attempts');
  return {
    timeout: gatewayApiTimeout(view, timeouts, writtenIn),
    retries:
      attempts.number() === undefined
        ? { text: '2×', isDefault: true }
        : { text: `${attempts.number()}×`, isDefault: false, place: view.places.id(ref, attempts.path) },
    extras,
  };
}

/** `10s`, `10s, 2s each try`: of the whole request, and of each one to a backend. */
function gatewayApiTimeout(view: RouteView, timeouts: Fields, writtenIn: MeshObject): SettingText {
  const whole = timeouts.get('request');
  const each = timeouts.get('backendRequest');
  if (each.string() === undefined) return setting(view, writtenIn, whole, 'none');
  const parts = [whole.string() ?? [], `${each.string()} each try`].flat();
  return { text: parts.join(', '), isDefault: false, place: view.places.id(writtenIn.ref, timeouts.path) };
}

function targetText({ text, state }: DestinationRow): string {
  return state === 'missing' ? `${text} (not found)` : text;
}

/** `mirror 10 % → cart :80`. */
function mirrorText(view: RouteView, mirror: Fields, writtenIn: MeshObject): string {
  const text = targetText(backendDestination(view, mirror.get('backendRef'), writtenIn));
  const fraction = mirror.get('fraction');
  const share = fraction.exists
    ? (100 * (fraction.get('numerator').number() ?? 0)) / (fraction.get('denominator').number() ?? 100)
    : (mirror.get('percent').number() ?? 100);
  return `mirror ${Math.round(10 * share) / 10} % → ${text}`;
}

const FILTERS: ReadonlyMap<string, string> = new Map([
  ['RequestHeaderModifier', 'request headers'],
  ['ResponseHeaderModifier', 'response headers'],
  ['RequestMirror', 'mirror'],
  ['URLRewrite', 'rewrite'],
  ['CORS', 'CORS'],
  ['ExtensionRef', 'extension'],
]);
