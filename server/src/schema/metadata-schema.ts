/**
 * `metadata` of any Kubernetes object (ObjectMeta), which no CRD describes. Fields that only the API server writes are
 * known so that exported manifests stay quiet.
 */
import type { FieldSchema } from './field-schema.ts';

const TEXT: FieldSchema = { type: 'string' };
const WHOLE: FieldSchema = { type: 'integer' };
const FLAG: FieldSchema = { type: 'boolean' };
const TIME: FieldSchema = { type: 'string', format: 'date-time' };
const TEXTS: FieldSchema = { type: 'list', element: TEXT };
const TEXT_MAP: FieldSchema = { type: 'map', element: TEXT };

const required = (field: FieldSchema): FieldSchema => ({ ...field, required: true });

const OWNER_REFERENCE: FieldSchema = {
  type: 'object',
  fields: new Map<string, FieldSchema>([
    ['apiVersion', required(TEXT)],
    ['kind', required(TEXT)],
    ['name', required(TEXT)],
    ['uid', required(TEXT)],
    ['controller', FLAG],
    ['blockOwnerDeletion', FLAG],
  ]),
};

const MANAGED_FIELDS: FieldSchema = {
  type: 'object',
  fields: new Map<string, FieldSchema>([
    ['manager', TEXT],
    ['operation', TEXT],
    ['apiVersion', TEXT],
    ['time', TIME],
    ['fieldsType', TEXT],
    ['fieldsV1', { type: 'any', open: true }],
    ['subresource', TEXT],
  ]),
};

/** Members in the order in which people write them. */
export const METADATA_SCHEMA: FieldSchema = {
  type: 'object',
  fields: new Map<string, FieldSchema>([
    ['name', TEXT],
    ['namespace', TEXT],
    ['labels', TEXT_MAP],
    ['annotations', TEXT_MAP],
    ['generateName', TEXT],
    ['finalizers', TEXTS],
    ['ownerReferences', { type: 'list', element: OWNER_REFERENCE }],
    ['uid', TEXT],
    ['resourceVersion', TEXT],
    ['generation', WHOLE],
    ['creationTimestamp', TIME],
    ['deletionTimestamp', TIME],
    ['deletionGracePeriodSeconds', WHOLE],
    ['selfLink', TEXT],
    ['managedFields', { type: 'list', element: MANAGED_FIELDS }],
  ]),
};
