/**
 * The kinds of references by id. Features keep a `Record` over them: the compiler names what a new kind lacks.
 */
export type ReferenceId =
  | 'container-port'
  | 'destination-rule'
  | 'gateway'
  | 'gateway-class'
  | 'host'
  | 'issuer'
  | 'kubernetes-gateway'
  | 'label'
  | 'listener'
  | 'namespace'
  | 'port'
  | 'port-name'
  | 'provider'
  | 'route'
  | 'secret'
  | 'service-account'
  | 'subset'
  | 'virtual-service';
