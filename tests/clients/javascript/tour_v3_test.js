'use strict';
const {Unknown, clients, read, takeTours} = require('./tours');

const made = {};

takeTours('v3-', async (service, call, given) => {
  if (!clients[service].v3) throw new Unknown(service);
  const [name, kind] = clients[service].v3;
  const sdk = require(`@aws-sdk/${name}`);
  if (!sdk[`${call}Command`]) throw new Unknown(call);
  made[service] ??= new sdk[`${kind}Client`]({maxAttempts: 1, forcePathStyle: true, disableHostPrefix: true});
  try {
    return await read(await made[service].send(new sdk[`${call}Command`](given)));
  } catch (error) {
    if (!error.$metadata) throw error;
    return error.Code ?? error.name;  // AWS's code, where the protocol keeps it apart from the name of the class
  }
});
