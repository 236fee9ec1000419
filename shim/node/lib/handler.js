'use strict';
// Finds the function that "file.export" names, as AWS does, and says in its words why it cannot.
const fs = require('fs');
const path = require('path');
const Module = require('module');
const {pathToFileURL} = require('url');
const {RuntimeFault} = require('./failure');

// A promise only where the module is an ES module.
function load(root, name, prepareModules) {
  const file = path.basename(name);
  const folder = name.slice(0, name.length - file.length);
  const dot = file.indexOf('.');
  if (dot < 1 || dot === file.length - 1 || name.includes('..')) throw new RuntimeFault('MalformedHandlerName', 'Bad handler');
  const module = file.slice(0, dot);
  const pick = (loaded) => resolve(loaded, name, file.slice(dot + 1));
  let loaded;
  try {
    loaded = loadModule(root, folder, module, prepareModules);
  } catch (error) {
    throw translated(error);
  }
  if (!(loaded instanceof Promise)) return pick(loaded);
  return loaded.then(pick, (error) => { throw translated(error); });
}

function loadModule(root, folder, module, prepareModules) {
  const stem = path.resolve(root, folder, module);
  if (isFile(stem)) return require(stem);
  if (isFile(`${stem}.js`)) {
    return packageType(path.dirname(stem)) === 'module' ? importModule(`${stem}.js`, prepareModules) : require(`${stem}.js`);
  }
  if (isFile(`${stem}.mjs`)) return importModule(`${stem}.mjs`, prepareModules);
  if (isFile(`${stem}.cjs`)) return require(`${stem}.cjs`);
  return require(require.resolve(module, {paths: [root, path.join(root, folder)]}));
}

function importModule(file, prepareModules) {
  prepareModules();
  // Imports do not look where NODE_PATH says, but only upwards. Where what is supplied does not lie there, as in a
  // directory of the host, a hook finds it, also for what is imported later and by others.
  if (Module.register && !suppliedLiesAbove(path.dirname(file))) {
    Module.register(pathToFileURL(path.join(__dirname, 'supply.mjs')));
  }
  return import(pathToFileURL(file).href);
}

function suppliedLiesAbove(folder) {
  const supplied = realPath(path.join(__dirname, '..', 'node_modules'));
  if (!supplied) return true;
  for (let at = folder; ; at = path.dirname(at)) {
    if (realPath(path.join(at, 'node_modules')) === supplied) return true;
    if (at === path.dirname(at)) return false;
  }
}

function realPath(name) {
  try {
    return fs.realpathSync(name);
  } catch {
    return undefined;
  }
}

function isFile(name) {
  return fs.statSync(name, {throwIfNoEntry: false})?.isFile() === true;
}

function packageType(folder) {
  for (let at = folder; ; at = path.dirname(at)) {
    try {
      return JSON.parse(fs.readFileSync(path.join(at, 'package.json'), 'utf8')).type;
    } catch (error) {
      if (error.code !== 'ENOENT' && error.code !== 'ENOTDIR') return undefined;
    }
    if (at === path.dirname(at)) return undefined;
  }
}

function resolve(loaded, name, members) {
  const handler = members.split('.').reduce((from, member) => from?.[member], loaded) ??
                  members.split('.').reduce((from, member) => from?.[member], loaded?.default);
  if (handler === undefined || handler === null) {
    throw new RuntimeFault('HandlerNotFound', `${name} is undefined or not exported`);
  }
  if (typeof handler !== 'function') throw new RuntimeFault('HandlerNotFound', `${name} is not a function`);
  return handler;
}

function translated(error) {
  if (error instanceof SyntaxError) return renamed(error, 'UserCodeSyntaxError');
  if (error?.code === 'MODULE_NOT_FOUND' || error?.code === 'ERR_MODULE_NOT_FOUND') return renamed(error, 'ImportModuleError');
  return error;
}

function renamed(error, kind) {
  const fault = new RuntimeFault(kind, String(error));
  fault.stack = `Runtime.${kind}: ${error.stack}`;
  return fault;
}

module.exports = {load};
