'use strict';
const {second} = require('./harness');
const {Unknown, clients, read, takeTours} = require('./tours');

const AWS = second(), made = {};

takeTours('v2-', async (service, call, given) => {
  made[service] ??= new AWS[clients[service].v2]();
  const method = call[0].toLowerCase() + call.slice(1);
  if (!made[service][method]) throw new Unknown(call);
  try {
    return await read(await made[service][method](given).promise());
  } catch (error) {
    if (error.code === 'UnexpectedParameter') throw new Unknown(error.message);
    if (!error.statusCode) throw error;
    return error.code;
  }
});
