/** The forms in which commands print, apart from them: who names the choices loads no command. */
export const RULE_FORMATS = ['pretty', 'json'] as const;
export const WORLD_FORMATS = ['pretty', 'json'] as const;
export const GRAPH_FORMATS = ['mermaid', 'svg', 'dot', 'json'] as const;
export const RENDER_FORMATS = ['yaml', 'json'] as const;
