/** Percentages: whole ones of older fields, fractional ones of newer fields. */

/** Integer from 0 to 100 (P-PCT). */
export function isPercent(value: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= 100;
}

/** 0, or from 0.0001 to 100: Envoy counts in millionths (P-FPCT). */
export function isFractionalPercent(value: number): boolean {
  return value === 0 || (value >= 0.0001 && value <= 100);
}
