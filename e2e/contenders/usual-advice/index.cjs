// "Warm it up on a schedule", as usually done: in the same file, with the same model and code. But each exported
// function is a service of its own, so `keepWarm` loads the model in a process that no user ever calls. `predict` is
// ours, because its answer says which process answered and if that was cold.
const { onSchedule } = require('firebase-functions/scheduler');
const { predict } = require('../../../apps/inference/dist');

exports.predict = predict;

exports.keepWarm = onSchedule('every 10 minutes', async () => {
  const { timing } = await predict.run({ data: { op: 'warm' }, rawRequest: { rawBody: Buffer.alloc(0) } });
  console.log(JSON.stringify({ message: 'keepWarm loaded the model', ...timing }));
});
