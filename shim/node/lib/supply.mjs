// Resolves what an ES module imports and does not bring from what AWS supplies, which lies beside the shim.
const beside = new URL('../bootstrap.js', import.meta.url).href;

export async function resolve(name, context, next) {
  try {
    return await next(name, context);
  } catch (error) {
    if (error.code !== 'ERR_MODULE_NOT_FOUND' || /^[./]/.test(name)) throw error;
    return next(name, {...context, parentURL: beside});
  }
}
