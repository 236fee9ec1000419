'use strict';
// What belongs to one invocation, found by whatever it started, however late: the SDK asks it for the trace.
const {AsyncLocalStorage} = require('async_hooks');

const PROTECTED_KEYS = {
  REQUEST_ID: Symbol.for('_AWS_LAMBDA_REQUEST_ID'),
  X_RAY_TRACE_ID: Symbol.for('_AWS_LAMBDA_X_RAY_TRACE_ID'),
  TENANT_ID: Symbol.for('_AWS_LAMBDA_TENANT_ID'),
};
const isProtected = new Set(Object.values(PROTECTED_KEYS));
const storage = new AsyncLocalStorage();

const InvokeStore = {
  PROTECTED_KEYS,
  run: (context, task) => storage.run(context, task),
  getContext: () => storage.getStore(),
  hasContext: () => storage.getStore() !== undefined,
  get: (key) => storage.getStore()?.[key],
  set(key, value) {
    if (isProtected.has(key)) throw new Error(`Cannot modify protected Lambda context field: ${String(key)}`);
    const context = storage.getStore();
    if (!context) throw new Error('No context available');
    context[key] = value;
  },
  getRequestId: () => storage.getStore()?.[PROTECTED_KEYS.REQUEST_ID] ?? '-',
  getXRayTraceId: () => storage.getStore()?.[PROTECTED_KEYS.X_RAY_TRACE_ID],
  getTenantId: () => storage.getStore()?.[PROTECTED_KEYS.TENANT_ID],
  getTraceparent: () => undefined,
  getTracestate: () => undefined,
  getBaggage: () => undefined,
};

module.exports = {InvokeStore, PROTECTED_KEYS};
