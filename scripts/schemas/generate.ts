import { readFileSync, writeFileSync } from 'node:fs';
import { compileDocs, fieldOrder } from './compile-docs.ts';
import { compileFamily } from './compile-facts.ts';
import { importFacts, printRecord } from './facts.ts';

const facts = importFacts(readFileSync(process.argv[2]!, 'utf8'));
const docs = compileDocs(readFileSync('schemas/source/field-docs.yaml', 'utf8'));
writeFileSync('schemas/source/facts.jsonl', printRecord(facts));
writeFileSync('schemas/docs.json', JSON.stringify(docs) + '\n');
writeFileSync('schemas/istio.json', JSON.stringify(compileFamily(facts.istio, fieldOrder(docs))) + '\n');
writeFileSync(
  'schemas/gateway-api.json',
  x,
);
